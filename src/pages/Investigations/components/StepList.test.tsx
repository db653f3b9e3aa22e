import { render, screen } from '@testing-library/react';
import type { InvestigationStep } from '@vigil/contract';
import React from 'react';
import { StepList } from './StepList';

const running: InvestigationStep = {
  name: 'metrics',
  status: 'running',
  startedAt: '2026-03-02T10:00:00.000Z',
  finishedAt: null,
  message: '',
};

function announced(): Array<string | null> {
  return [...document.querySelectorAll('[aria-live]')].map(({ textContent }) => textContent);
}

describe('the steps of an investigation', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-03-02T10:00:02.000Z') }));
  afterEach(() => jest.useRealTimers());

  it('are announced when their status changes, not while time passes', () => {
    const { rerender } = render(<StepList steps={[running]} />);
    expect(screen.getByText('2 s')).toBeInTheDocument();
    expect(announced()).toEqual(['metrics: Running']);
    jest.setSystemTime(Date.parse('2026-03-02T10:00:04.000Z'));
    rerender(<StepList steps={[{ ...running }]} />);
    expect(screen.getByText('4 s')).toBeInTheDocument();
    expect(announced()).toEqual(['metrics: Running']);
    rerender(<StepList steps={[{ ...running, status: 'failed' }]} />);
    expect(announced()).toEqual(['metrics: Failed']);
  });
});
