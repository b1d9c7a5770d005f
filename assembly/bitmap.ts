/** Bitmaps in linear memory: bit 0 is the lowest bit of the first byte; the length is whole 64-bit words. */

/** Sets `count` bits from `first` on. */
export function setBits(bitmap: usize, first: u32, count: u32): void {
  const end = first + count;
  while (first < end && (first & 7) != 0) setBit(bitmap, first++);
  const wholeBytes = (end - first) >> 3;
  memory.fill(bitmap + (first >> 3), 0xff, wholeBytes);
  first += wholeBytes << 3;
  while (first < end) setBit(bitmap, first++);
}

/** Sets one bit. */
@inline
export function setBit(bitmap: usize, index: u32): void {
  const at = bitmap + (index >> 3);
  store<u8>(at, load<u8>(at) | (<u8>((<u32>1) << (index & 7))));
}

/** Clears one bit. */
export function clearBit(bitmap: usize, index: u32): void {
  const at = bitmap + (index >> 3);
  store<u8>(at, load<u8>(at) & ~(<u8>((<u32>1) << (index & 7))));
}

/** Whether one bit is set. */
export function testBit(bitmap: usize, index: u32): bool {
  return (((<u32>load<u8>(bitmap + (index >> 3))) >> (index & 7)) & 1) != 0;
}

/** Clears the words that hold the first `count` bits. */
export function clearBits(bitmap: usize, count: u32): void {
  memory.fill(bitmap, 0, ((count + 63) >> 6) << 3);
}

/** Writes the indexes of the set bits below `count` as ascending u32. Returns how many there are. */
export function listBits(bitmap: usize, count: u32, list: usize): u32 {
  let found: u32 = 0;
  for (let base: u32 = 0; base < count; base += 64) {
    let word = load<u64>(bitmap + (base >> 3));
    while (word != 0) {
      const index = base + <u32>ctz(word);
      if (index >= count) return found;
      store<u32>(list + (found << 2), index);
      found++;
      word &= word - 1;
    }
  }
  return found;
}
