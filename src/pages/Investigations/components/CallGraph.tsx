import { css } from '@emotion/css';
import { useTheme2 } from '@grafana/ui';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Suspect } from '@vigil/contract';
import React from 'react';
import { toneColour, type Tone } from '../../../shared/appearance';
import { formatShare } from '../../../shared/formatValue';
import { layoutCallGraph, type CallEdge, type PlacedService } from '../layoutCallGraph';

const node = { width: 112, height: 32 };
const gap = { x: 16, y: 44 };
const margin = 8;
const failingShare = 0.01;

interface Props {
  edges: CallEdge[];
  suspects: Suspect[];
}

/** Callers above what they call; failing calls and suspects stand out. The same calls follow as a list. */
export function CallGraph({ edges, suspects }: Props) {
  const theme = useTheme2();
  const { services, layers, rows } = layoutCallGraph(edges);
  const width = rows * (node.width + gap.x) - gap.x + 2 * margin;
  const height = layers * (node.height + gap.y) - gap.y + 2 * margin;
  const centreOf = placement(services, rows);
  return (
    <>
      <svg viewBox={`0 0 ${width} ${height}`} className={graphStyle} style={{ maxWidth: width }} aria-hidden>
        {edges.map((edge) => (
          <Call
            key={`${edge.caller}-${edge.callee}`}
            edge={edge}
            from={centreOf(edge.caller)}
            to={centreOf(edge.callee)}
          />
        ))}
        {services.map(({ name }) => {
          const { x, y } = centreOf(name);
          return (
            <g key={name} transform={`translate(${x - node.width / 2} ${y - node.height / 2})`}>
              <rect
                width={node.width}
                height={node.height}
                rx="4"
                fill={theme.colors.background.secondary}
                stroke={outline(theme, toneOf(name, suspects))}
                strokeWidth={toneOf(name, suspects) === undefined ? 1 : 2}
              />
              <text
                x={node.width / 2}
                y={node.height / 2 + 4}
                textAnchor="middle"
                fontSize="12"
                fill={theme.colors.text.primary}
              >
                {name}
              </text>
            </g>
          );
        })}
      </svg>
      <ul className={listStyle(theme)}>
        {edges.map((edge) => (
          <li key={`${edge.caller}-${edge.callee}`}>
            {edge.caller} → {edge.callee}: {edge.calls} calls, {formatShare(errorShare(edge))} failing
          </li>
        ))}
      </ul>
    </>
  );
}

interface Point {
  x: number;
  y: number;
}

function Call({ edge, from, to }: { edge: CallEdge; from: Point; to: Point }) {
  const theme = useTheme2();
  const isFailing = errorShare(edge) >= failingShare;
  const startY = from.y + node.height / 2;
  const endY = to.y - node.height / 2;
  const middleY = (startY + endY) / 2;
  return (
    <g>
      <path
        d={`M${from.x} ${startY} C${from.x} ${middleY} ${to.x} ${middleY} ${to.x} ${endY}`}
        fill="none"
        stroke={isFailing ? theme.colors.error.main : theme.colors.border.strong}
        strokeWidth={isFailing ? 2 : 1}
      />
      {isFailing && (
        <text x={(from.x + to.x) / 2 + 6} y={middleY + 4} fontSize="11" fill={theme.colors.error.text}>
          {formatShare(errorShare(edge))}
        </text>
      )}
    </g>
  );
}

function placement(services: PlacedService[], rows: number): (name: string) => Point {
  const inLayer = (layer: number) => services.filter((service) => service.layer === layer).length;
  const points = new Map(
    services.map(({ name, layer, row }) => {
      const indent = ((rows - inLayer(layer)) * (node.width + gap.x)) / 2;
      return [
        name,
        {
          x: margin + indent + row * (node.width + gap.x) + node.width / 2,
          y: margin + layer * (node.height + gap.y) + node.height / 2,
        },
      ];
    })
  );
  return (name) => points.get(name) ?? { x: 0, y: 0 };
}

function errorShare({ calls, errors }: CallEdge): number {
  return calls === 0 ? 0 : errors / calls;
}

function toneOf(service: string, suspects: Suspect[]): Tone | undefined {
  const role = suspects.find((suspect) => suspect.service === service)?.role;
  return role && (role === 'cause' ? 'error' : 'warning');
}

function outline(theme: GrafanaTheme2, tone: Tone | undefined): string {
  return tone === undefined ? theme.colors.border.medium : toneColour(theme, tone).main;
}

const graphStyle = css({ display: 'block', width: '100%', height: 'auto', margin: '0 auto' });

function listStyle(theme: GrafanaTheme2): string {
  return css({
    margin: theme.spacing(2, 0, 0),
    listStyle: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  });
}
