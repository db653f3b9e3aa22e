const MAX_SWEEPS = 60;
const NEGLIGIBLE = 1e-22;

/** Eigenvalues of a symmetric matrix; `vectors` is row-major and holds the vector of value k in its column k. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigen-decomposition by cyclic Jacobi rotations (Jacobi 1846; Golub and Van Loan, "Matrix Computations", 8.5).
 *
 * @param matrix symmetric, row-major, `size` x `size`; left as it is
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const work = Float64Array.from(matrix);
  const vectors = identity(size);
  const enough = NEGLIGIBLE * squaredSum(work);
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(work, size) > enough; sweep++) {
    for (let row = 0; row < size - 1; row++) {
      for (let column = row + 1; column < size; column++) {
        annihilate(work, vectors, size, row, column);
      }
    }
  }
  return { values: Float64Array.from({ length: size }, (_, index) => work[index * size + index]!), vectors };
}

/** Turns the plane of two axes so that their off-diagonal element becomes 0. */
function annihilate(work: Float64Array, vectors: Float64Array, size: number, first: number, second: number): void {
  const element = work[first * size + second]!;
  if (element === 0) {
    return;
  }
  const ratio = (work[second * size + second]! - work[first * size + first]!) / (2 * element);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (let index = 0; index < size; index++) {
    rotate(work, index * size + first, index * size + second, cosine, sine);
    rotate(vectors, index * size + first, index * size + second, cosine, sine);
  }
  for (let index = 0; index < size; index++) {
    rotate(work, first * size + index, second * size + index, cosine, sine);
  }
}

function rotate(values: Float64Array, first: number, second: number, cosine: number, sine: number): void {
  const left = values[first]!;
  const right = values[second]!;
  values[first] = cosine * left - sine * right;
  values[second] = sine * left + cosine * right;
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? 1 : 0));
}

function squaredSum(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function offDiagonal(work: Float64Array, size: number): number {
  return work.reduce((sum, value, index) => (index % (size + 1) === 0 ? sum : sum + value * value), 0);
}
