import { Component, type ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';

/** A page that fails leaves the rest of the panel standing. React offers this to classes only. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };
  static getDerivedStateFromError = (error: unknown) => ({ error });

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => window.location.reload()} />;
  }
}
