/**
 * Solves a system of linear equations with a symmetric positive definite matrix (Cholesky).
 *
 * @param matrix row-major, as many columns as `right` is long; left as it is
 */
export function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const lower = cholesky(matrix, size);
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      solution[row]! -= lower[row * size + column]! * solution[column]!;
    }
    solution[row]! /= lower[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let column = row + 1; column < size; column++) {
      solution[row]! -= lower[column * size + row]! * solution[column]!;
    }
    solution[row]! /= lower[row * size + row]!;
  }
  return solution;
}

function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column]!;
      for (let inner = 0; inner < column; inner++) {
        rest -= lower[row * size + inner]! * lower[column * size + inner]!;
      }
      lower[row * size + column] = row === column ? Math.sqrt(rest) : rest / lower[column * size + column]!;
    }
  }
  return lower;
}
