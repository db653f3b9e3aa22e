import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { fourierTransform } from './fourier.ts';
import { solvePositive } from './solve-positive.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

function positiveMatrix(size: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const root = Float64Array.from({ length: size * size }, () => random() - 0.5);
  return Float64Array.from({ length: size * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    const product = Array.from(
      { length: size },
      (__, inner) => root[row * size + inner]! * root[column * size + inner]!
    );
    return product.reduce((sum, value) => sum + value, row === column ? 0.1 : 0);
  });
}

describe('symmetricEigen', () => {
  it('gives vectors that the matrix only stretches', () => {
    const size = 12;
    const matrix = positiveMatrix(size, 2);
    const { values, vectors } = symmetricEigen(matrix, size);
    for (let axis = 0; axis < size; axis++) {
      for (let row = 0; row < size; row++) {
        const stretched = Array.from(
          { length: size },
          (_, column) => matrix[row * size + column]! * vectors[column * size + axis]!
        ).reduce((sum, value) => sum + value, 0);
        expect(stretched).toBeCloseTo(values[axis]! * vectors[row * size + axis]!, 9);
      }
    }
  });
});

describe('solvePositive', () => {
  it('solves what it was asked', () => {
    const size = 5;
    const matrix = positiveMatrix(size, 3);
    const wanted = Float64Array.from([1, -2, 3, 0.5, 4]);
    const right = wanted.map((_, row) =>
      wanted.reduce((sum, value, column) => sum + matrix[row * size + column]! * value, 0)
    );
    solvePositive(matrix, right).forEach((value, index) => {
      expect(value).toBeCloseTo(wanted[index]!, 8);
    });
  });
});

describe('fourierTransform', () => {
  it('puts all of a wave into its own frequency', () => {
    const size = 64;
    const real = Float64Array.from({ length: size }, (_, index) => Math.cos((2 * Math.PI * 5 * index) / size));
    const imaginary = new Float64Array(size);
    fourierTransform(real, imaginary);
    real.forEach((value, frequency) => {
      expect(value).toBeCloseTo(frequency === 5 || frequency === size - 5 ? size / 2 : 0, 9);
    });
  });
});
