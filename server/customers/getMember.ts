import { getMember as contract } from '../../shared/customers/member.contract.ts';
import { customerOnly } from '../platform/actor.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { findPerson } from './person.ts';
import { presentMember } from './presentMember.ts';

export const getMember = operation(contract, {
  allow: ['customer'],
  async run(_input, { actor }) {
    const { id, signedInAt } = customerOnly(actor);
    const person = await findPerson(id);
    if (!person) throw new AppError('platform.notSignedIn');
    return presentMember(person, signedInAt);
  },
});
