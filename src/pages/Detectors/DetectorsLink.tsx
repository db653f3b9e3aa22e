import { SceneObjectBase } from '@grafana/scenes';
import { LinkButton } from '@grafana/ui';
import React from 'react';
import { detectorsPath } from '../../shared/links';

/** Leads from the anomalies to the detectors that find them. */
export class DetectorsLink extends SceneObjectBase {
  static Component = () => (
    <LinkButton variant="secondary" icon="sliders-v-alt" href={detectorsPath()}>
      Detectors
    </LinkButton>
  );
}
