/**
 * Fast Fourier transform in place (Cooley and Tukey 1965, radix 2), not normalised.
 *
 * @param real and `imaginary` of equal length, a power of two
 */
export function fourierTransform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  reverseBits(real, imaginary);
  for (let width = 2; width <= size; width *= 2) {
    for (let offset = 0; offset < width / 2; offset++) {
      const angle = (-2 * Math.PI * offset) / width;
      butterflies(real, imaginary, offset, width, Math.cos(angle), Math.sin(angle));
    }
  }
}

function butterflies(
  real: Float64Array,
  imaginary: Float64Array,
  offset: number,
  width: number,
  cosine: number,
  sine: number
): void {
  for (let even = offset; even < real.length; even += width) {
    const odd = even + width / 2;
    const turnedReal = real[odd]! * cosine - imaginary[odd]! * sine;
    const turnedImaginary = real[odd]! * sine + imaginary[odd]! * cosine;
    real[odd] = real[even]! - turnedReal;
    imaginary[odd] = imaginary[even]! - turnedImaginary;
    real[even]! += turnedReal;
    imaginary[even]! += turnedImaginary;
  }
}

function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  let reversed = 0;
  for (let index = 1; index < real.length; index++) {
    let bit = real.length >> 1;
    while (reversed & bit) {
      reversed ^= bit;
      bit >>= 1;
    }
    reversed |= bit;
    if (index < reversed) {
      swap(real, index, reversed);
      swap(imaginary, index, reversed);
    }
  }
}

function swap(values: Float64Array, first: number, second: number): void {
  const value = values[first]!;
  values[first] = values[second]!;
  values[second] = value;
}
