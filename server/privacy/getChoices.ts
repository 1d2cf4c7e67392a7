import { getChoices as contract } from '../../shared/privacy/choices.contract.ts';
import { operation } from '../platform/operation.ts';
import { presentChoices } from './presentChoices.ts';

export const getChoices = operation(contract, {
  allow: 'public',
  run: (_input, { actor }) => presentChoices(actor.kind === 'customer' ? actor.id : null),
});
