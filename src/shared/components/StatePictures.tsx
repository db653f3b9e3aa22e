import { Button, LinkButton } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { toProblem, type ApiProblem } from '../ApiProblem';
import { formatSince } from '../formatInstant';
import { canConfigure } from '../permissions';
import { configurationPath } from '../plugin';
import { BrokenSignal, LoosePlug, QuietSignal } from './drawings';
import { Picture } from './Picture';

interface EmptyProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** Nothing to show, and nothing is wrong with that. */
export function EmptyPicture({ title, children, actions }: EmptyProps) {
  return (
    <Picture drawing={<QuietSignal />} title={title} actions={actions}>
      {children}
    </Picture>
  );
}

/** What a failed request looks like: not configured, or failing with a way to try again. */
export function ProblemPicture({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = toProblem(error);
  return problem.code === 'not-configured' ? (
    <NotConfiguredPicture problem={problem} />
  ) : (
    <FailurePicture problem={problem} onRetry={onRetry} />
  );
}

function FailurePicture({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  const needsSettings = problem.code === 'secret-rejected' || problem.code === 'unexpected-answer';
  return (
    <Picture
      drawing={<BrokenSignal />}
      title={problem.title}
      role="alert"
      actions={
        <>
          <Button icon="sync" onClick={onRetry}>
            Try again
          </Button>
          {needsSettings && canConfigure() && (
            <LinkButton variant="secondary" icon="cog" href={configurationPath}>
              Open the configuration
            </LinkButton>
          )}
        </>
      }
    >
      <p>{problem.message}</p>
      {problem.since !== undefined && <p>Failing since {formatSince(problem.since)}.</p>}
    </Picture>
  );
}

function NotConfiguredPicture({ problem }: { problem: ApiProblem }) {
  const mayConfigure = canConfigure();
  return (
    <Picture
      drawing={<LoosePlug />}
      title="Connect Vigil to its service"
      actions={
        mayConfigure && (
          <LinkButton icon="cog" href={configurationPath}>
            Configure Vigil
          </LinkButton>
        )
      }
    >
      <p>{problem.message}</p>
      {!mayConfigure && <p>An administrator of this Grafana can connect it on the plugin&apos;s configuration page.</p>}
    </Picture>
  );
}
