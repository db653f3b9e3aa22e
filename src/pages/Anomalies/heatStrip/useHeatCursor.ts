import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { rowHeightPx } from './heatRows';

export interface HeatCell {
  row: number;
  column: number;
}

/** The columns from … to, both included, of one row. */
export interface HeatSpan {
  row: number;
  firstColumn: number;
  lastColumn: number;
}

interface Size {
  rowCount: number;
  columnCount: number;
}

const moves: Partial<Record<string, [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/**
 * The cell that is looked at and, while it is dragged or extended, the span from where that began. Pointer: move to look,
 * click or drag to choose. Keys: arrows move, with Shift they extend, Enter chooses, Escape lets go.
 */
export function useHeatCursor({ rowCount, columnCount }: Size, onChoose: (span: HeatSpan) => void) {
  const [cell, setCell] = useState<HeatCell>();
  const [anchorColumn, setAnchorColumn] = useState<number>();
  const clamped = ({ row, column }: HeatCell): HeatCell => ({
    row: Math.min(rowCount - 1, Math.max(0, row)),
    column: Math.min(columnCount - 1, Math.max(0, column)),
  });
  const choose = (at: HeatCell) => {
    setAnchorColumn(undefined);
    onChoose(spanOf(at, anchorColumn));
  };
  const letGo = () => {
    setCell(undefined);
    setAnchorColumn(undefined);
  };

  const cellAt = (event: PointerEvent<HTMLElement>): HeatCell => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columnCount);
    const row = Math.floor((event.clientY - box.top) / rowHeightPx);
    return clamped(anchorColumn === undefined || cell === undefined ? { row, column } : { row: cell.row, column });
  };

  return {
    cell,
    span: cell === undefined ? undefined : spanOf(cell, anchorColumn),
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = cellAt(event);
        setCell(at);
        setAnchorColumn(at.column);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => setCell(cellAt(event)),
      onPointerUp: (event: PointerEvent<HTMLElement>) => anchorColumn !== undefined && choose(cellAt(event)),
      onPointerLeave: () => anchorColumn === undefined && letGo(),
      onPointerCancel: letGo,
      onFocus: () => setCell((known) => known ?? clamped({ row: 0, column: columnCount - 1 })),
      onBlur: letGo,
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const at = cell ?? clamped({ row: 0, column: columnCount - 1 });
        const move = moves[event.key];
        if (move !== undefined) {
          event.preventDefault();
          setAnchorColumn(event.shiftKey ? (anchorColumn ?? at.column) : undefined);
          setCell(clamped({ row: at.row + move[0], column: at.column + move[1] }));
        } else if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          choose(at);
        } else if (event.key === 'Escape') {
          letGo();
        }
      },
    },
  };
}

function spanOf({ row, column }: HeatCell, anchorColumn = column): HeatSpan {
  return { row, firstColumn: Math.min(column, anchorColumn), lastColumn: Math.max(column, anchorColumn) };
}
