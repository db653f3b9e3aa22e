import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React from 'react';
import { useDetector } from '../../data/useDetectors';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { DetectorForm } from './form/DetectorForm';

interface DetectorEditorState extends SceneObjectState {
  /** Null for one that is yet to be made. */
  id: string | null;
}

export class DetectorEditor extends SceneObjectBase<DetectorEditorState> {
  static Component = DetectorEditorRenderer;
}

function DetectorEditorRenderer({ model }: SceneComponentProps<DetectorEditor>) {
  const { id } = model.useState();
  const detector = useDetector(id);
  return (
    <Boundary boundaryName="vigil-detector">
      <PageBody>
        {id === null ? (
          <DetectorForm detector={null} />
        ) : (
          <QueryView query={detector} label="the detector" skeletonRows={10}>
            {(data) => <DetectorForm key={data.version} detector={data} />}
          </QueryView>
        )}
      </PageBody>
    </Boundary>
  );
}
