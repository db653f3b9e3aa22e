import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, TextArea, useStyles2 } from '@grafana/ui';
import React, { useState, type FormEvent } from 'react';
import { useIncidentAction } from '../../../data/useIncidents';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';

export function CommentForm({ incidentId }: { incidentId: string }) {
  const styles = useStyles2(getStyles);
  const [comment, setComment] = useState('');
  const post = useIncidentAction(incidentId);
  const isEmpty = comment.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    post.mutate({ verb: 'comment', comment }, { onSuccess: () => setComment('') });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <ProblemAlert error={post.error} title="Comment not stored" />
      <TextArea
        aria-label="Comment"
        placeholder="Tell the others what you found"
        rows={2}
        maxLength={4000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" variant="secondary" icon="comment-alt" disabled={isEmpty || post.isPending}>
        Comment
      </Button>
    </form>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    form: css({
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-end',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(2),
    }),
  };
}
