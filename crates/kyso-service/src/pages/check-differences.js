// Where two pictures of one page differ, as areas of the page.

/** Pixels of a cell; cells that touch are one area. Ours: about a line of print. */
const CELL = 12;
/** How far a colour may be off, of 255: the edges of letters are drawn alike, and nothing else is. Ours. */
const OFF = 24;
/** Areas that are told; where there are more, the page is another. Ours. */
const MOST = 40;

/**
 * @param {HTMLImageElement} before
 * @param {HTMLImageElement} after
 * @returns {number[][]} left, bottom, right, top as parts of the page, from its lower left corner; of pages of two sizes none
 */
export function differences(before, after) {
  const [width, height] = [after.naturalWidth, after.naturalHeight];
  if (before.naturalWidth !== width || before.naturalHeight !== height) return [];
  const cells = differing(pixels(before), pixels(after), width, height);
  const columns = Math.ceil(width / CELL);
  const areas = [];
  for (const first of cells) areas.push(together(first, cells, columns));
  return areas.slice(0, MOST).map(([left, top, right, bottom]) => [
    (left * CELL) / width,
    1 - Math.min(1, ((bottom + 1) * CELL) / height),
    Math.min(1, ((right + 1) * CELL) / width),
    1 - (top * CELL) / height,
  ]);
}

function pixels(image) {
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height).data;
}

/** The numbers of the cells in which something differs. */
function differing(one, other, width, height) {
  const [cells, columns] = [new Set(), Math.ceil(width / CELL)];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      const off = Math.max(Math.abs(one[at] - other[at]), Math.abs(one[at + 1] - other[at + 1]), Math.abs(one[at + 2] - other[at + 2]));
      if (off > OFF) cells.add(Math.floor(y / CELL) * columns + Math.floor(x / CELL));
    }
  }
  return cells;
}

/** Takes the cells that touch this one, and those that touch them; the columns and rows they span. */
function together(first, cells, columns) {
  const open = [first];
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  cells.delete(first);
  while (open.length) {
    const cell = open.pop();
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    [left, top, right, bottom] = [Math.min(left, column), Math.min(top, row), Math.max(right, column), Math.max(bottom, row)];
    for (const [down, aside] of [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 1], [1, -1], [1, 0], [1, 1]]) {
      const next = (row + down) * columns + column + aside;
      const isBeside = column + aside >= 0 && column + aside < columns;
      if (isBeside && cells.delete(next)) open.push(next);
    }
  }
  return [left, top, right, bottom];
}
