import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { IncidentDetail, TimelineEvent } from '@vigil/contract';
import React from 'react';
import { TimeText } from '../../../shared/components/TimeText';
import { canRespond } from '../../../shared/permissions';
import { CommentForm } from './CommentForm';

const events: Record<TimelineEvent['type'], [icon: IconName, words: string]> = {
  opened: ['fire', 'Opened'],
  'member-added': ['plus-circle', 'Member added'],
  'member-ended': ['check-circle', 'Member ended'],
  'severity-changed': ['exclamation-triangle', 'Severity changed'],
  'priority-changed': ['bell', 'Priority changed'],
  'investigation-started': ['search', 'Investigation started'],
  'investigation-finished': ['search-plus', 'Investigation finished'],
  acknowledged: ['eye', 'Acknowledged'],
  resolved: ['check', 'Resolved'],
  reopened: ['history', 'Opened again'],
  comment: ['comment-alt', 'Comment'],
};

export function IncidentTimeline({ incident: { id, timeline } }: { incident: IncidentDetail }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {canRespond() && <CommentForm incidentId={id} />}
      <ol className={styles.list}>
        {[...timeline].reverse().map((event) => (
          <TimelineEntry key={event.id} event={event} />
        ))}
      </ol>
    </>
  );
}

function TimelineEntry({ event: { type, message, actor, channel, at } }: { event: TimelineEvent }) {
  const styles = useStyles2(getStyles);
  const [icon, words] = events[type];
  return (
    <li className={styles.event}>
      <span className={styles.icon}>
        <Icon name={icon} size="sm" aria-hidden />
      </span>
      <div className={styles.words}>
        <div className={styles.head}>
          <span className={styles.title}>{words}</span>
          <span className={styles.detail}>
            <TimeText instant={at} />
          </span>
        </div>
        <div>{message}</div>
        <div className={styles.detail}>
          {actor}
          {channel !== 'service' && `, through ${channel}`}
        </div>
      </div>
    </li>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({ margin: 0, listStyle: 'none' }),
    event: css({
      position: 'relative',
      display: 'flex',
      gap: theme.spacing(1.5),
      paddingBottom: theme.spacing(2),
      '&:not(:last-child)::before': {
        content: '""',
        position: 'absolute',
        left: 11,
        top: 24,
        bottom: 0,
        width: 2,
        background: theme.colors.border.weak,
      },
    }),
    icon: css({
      display: 'grid',
      placeItems: 'center',
      flexShrink: 0,
      width: 24,
      height: 24,
      borderRadius: theme.shape.radius.circle,
      background: theme.colors.background.secondary,
      color: theme.colors.text.secondary,
    }),
    head: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
    title: css({ fontWeight: theme.typography.fontWeightMedium }),
    words: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
    detail: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
