import { Component, type ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';

interface Standing { error: unknown; place: string }

/** A page that fails leaves the rest of the panel standing; another address tries anew. React offers this to classes only. */
export class PageBoundary extends Component<{ place: string; children: ReactNode }, Standing> {
  override state: Standing = { error: undefined, place: this.props.place };
  static getDerivedStateFromError = (error: unknown) => ({ error });
  static getDerivedStateFromProps = ({ place }: { place: string }, standing: Standing): Standing | null => (place === standing.place ? null : { place, error: undefined });

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => window.location.reload()} />;
  }
}
