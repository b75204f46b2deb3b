/**
 * Governance: every account's power is counted each epoch; proposals come, are voted on, and change the rules in the run.
 *
 *   scripted, or in somebody's interest → deposit → voting → counted → waiting → enacted
 *                                            ↘ unfunded        ↘ rejected, vetoed   ↘ outdated
 *
 * All of it happens at an epoch's end, oldest proposal first. An expedited proposal that has not passed goes on as any other. A
 * deposit comes back unless the proposal is vetoed: then it is burned. Enactment fills the slots anew, memory kept where the
 * rule stays; a change that the rules in force at that time do not take is outdated.
 */
import { invariant } from "../../engine/invariant.ts";
import { firstHolder, LedgerAccount, LineKind, post } from "../ledger.ts";
import { type Change, type Proposal, ProposalStatus, type ScriptedProposal, type Vote } from "../proposals.ts";
import type { Choices, World } from "../world.ts";
import { type Standpoint, stakesOf, standpoint, tallyOf, tallyOfAll, votesOn } from "./ballots.ts";
import { noteForgone } from "./blocs.ts";
import { withBoughtVotes } from "./vote-buying.ts";

export function countVotes(world: World): void {
  const { rules, view, accounts } = world;
  const { power } = accounts.columns;
  rules.power.assign(view, power);
  for (let a = 0; a < accounts.count; a++) {
    invariant(power[a] >= 0 && Number.isFinite(power[a]), () => `rule power: account ${a} has ${power[a]} votes`);
  }
  world.votes.length = 0;
  const { scripted, interest } = world.settings.voting;
  const due = scripted.filter(({ at }) => at === world.clock.epoch);
  const isLook = interest.every > 0 && world.clock.epoch > 0 && world.clock.epoch % interest.every === 0;
  const isCount = world.proposals.some((one) => isCountedNow(world, one));
  if (due.length > 0 || isLook || isCount) {
    const before = standpoint(world);
    for (const proposal of world.proposals) if (isCountedNow(world, proposal)) count(world, proposal, before);
    for (const one of due) script(world, one, before);
    if (isLook) proposeInInterest(world, before);
  }
  for (const proposal of world.proposals) {
    if (proposal.status === ProposalStatus.waiting && proposal.enactedAt <= world.clock.epoch) enact(world, proposal);
  }
}

function isCountedNow({ clock }: World, { status, countedAt }: Proposal): boolean {
  return status === ProposalStatus.voting && countedAt <= clock.epoch;
}

function script(world: World, { change, isExpedited, by }: ScriptedProposal, before: Standpoint): void {
  const amendment = world.lawbook.amend(world.choices, change);
  const gains = amendment === undefined ? undefined : stakesOf(world, before, amendment).gain;
  const proposer = by >= 0 ? by : gains === undefined ? 0 : richestOf(world, greatest(gains));
  invariant(proposer < world.accounts.count, () => {
    return `proposals: account ${proposer} proposes, but there are ${world.accounts.count} — name a lower one`;
  });
  const proposal = open(world, { change, isExpedited, isScripted: true, proposer, gain: gains?.[proposer] ?? 0 });
  if (amendment === undefined) close(world, proposal, ProposalStatus.outdated);
}

interface Draft {
  readonly change: Change;
  readonly isExpedited: boolean;
  readonly isScripted: boolean;
  readonly proposer: number;
  readonly gain: number;
}

/** Puts a proposal to the vote, once its proposer has locked the deposit. */
function open(world: World, draft: Draft): Proposal {
  const { rules, clock, ledger, proposals } = world;
  const { deposit, votingEpochs, expeditedEpochs } = rules.governance;
  const holder = firstHolder + draft.proposer;
  const isPaid = ledger.balance[holder] >= BigInt(deposit);
  if (isPaid) post(ledger, LineKind.deposit, holder, LedgerAccount.escrow, deposit);
  const isExpedited = draft.isExpedited && expeditedEpochs !== undefined;
  const proposal: Proposal = {
    ...draft,
    number: proposals.length,
    isExpedited,
    deposit: isPaid ? deposit : 0,
    proposedAt: clock.epoch,
    status: isPaid ? ProposalStatus.voting : ProposalStatus.unfunded,
    countedAt: isPaid ? clock.epoch + Math.max(1, isExpedited ? expeditedEpochs : votingEpochs) : -1,
    enactedAt: -1,
    ...uncounted,
  };
  proposals.push(proposal);
  return proposal;
}
const uncounted = { yes: 0, no: 0, veto: 0, abstain: 0, total: 0, headsYes: 0, headsNo: 0, headsTotal: 0 };

/** Counts the votes of a proposal whose time is up, and says what follows. */
function count(world: World, proposal: Proposal, before: Standpoint): void {
  const { rules, clock, choices } = world;
  const amendment = world.lawbook.amend(choices, proposal.change);
  if (amendment === undefined) return void close(world, proposal, ProposalStatus.outdated);
  const stakes = stakesOf(world, before, amendment);
  const isCarried = (cast: readonly Vote[]) =>
    rules.governance.passes(tallyOf(world, cast, proposal.isExpedited)) === "passed";
  const votes = withBoughtVotes(world, proposal, stakes, votesOn(world, proposal, stakes), isCarried);
  const tally = tallyOf(world, votes, proposal.isExpedited);
  for (const vote of votes) world.votes.push(vote);
  const { yes, no, veto, abstain, total, heads } = tally;
  Object.assign(proposal, { yes, no, veto, abstain, total });
  Object.assign(proposal, { headsYes: heads.yes, headsNo: heads.no, headsTotal: heads.total });
  const outcome = rules.governance.passes(tally);
  const isFinal = outcome !== "rejected" || !proposal.isExpedited;
  if (isFinal) noteForgone(world, proposal, stakes);
  if (outcome === "vetoed") return void close(world, proposal, ProposalStatus.vetoed);
  if (outcome === "passed") {
    proposal.enactedAt = clock.epoch + rules.governance.timelockEpochs;
    return void close(world, proposal, ProposalStatus.waiting);
  }
  if (isFinal) return void close(world, proposal, ProposalStatus.rejected);
  proposal.isExpedited = false;
  proposal.countedAt = Math.max(clock.epoch + 1, proposal.proposedAt + rules.governance.votingEpochs);
}

/** The deposit goes back or is burned. */
function close({ ledger, network }: World, proposal: Proposal, status: number): void {
  proposal.status = status;
  const isBurned = status === ProposalStatus.vetoed;
  const to = isBurned ? LedgerAccount.burned : firstHolder + proposal.proposer;
  post(ledger, isBurned ? LineKind.burn : LineKind.refund, LedgerAccount.escrow, to, proposal.deposit);
  if (isBurned) network.columns.burned[0] += proposal.deposit;
}

function enact(world: World, proposal: Proposal): void {
  const amendment = world.lawbook.amend(world.choices, proposal.change);
  proposal.status = amendment === undefined ? ProposalStatus.outdated : ProposalStatus.enacted;
  if (amendment === undefined) return;
  proposal.enactedAt = world.clock.epoch;
  world.refill(world, amendment);
}

/**
 * The owner that would gain the most by any change that passes when all vote their interest proposes it.
 *
 * One proposal a look: what is being voted on already is not proposed again, nor what nobody gains enough by.
 */
function proposeInInterest(world: World, before: Standpoint): void {
  const { lawbook, choices, rules, settings, proposals } = world;
  const { interest } = settings.voting;
  const pending = new Set(proposals.filter(isPending).flatMap(({ change }) => Object.keys(change)));
  let best: Draft | undefined;
  for (const change of lawbook.candidates(choices, interest)) {
    if (Object.keys(change).some((address) => pending.has(address))) continue;
    const stakes = stakesOf(world, before, lawbook.amend(choices, change) as Partial<Choices>);
    const proposer = greatest(stakes.gain);
    const gain = stakes.gain[proposer];
    if (!(gain > interest.gainLeast * Math.max(0, stakes.income[proposer])) || gain <= (best?.gain ?? 0)) continue;
    if (rules.governance.passes(tallyOfAll(world, stakes)) !== "passed") continue;
    best = { change, isExpedited: false, isScripted: false, proposer, gain };
  }
  if (best !== undefined) open(world, { ...best, proposer: richestOf(world, best.proposer) });
}

function isPending({ status }: Proposal): boolean {
  return status === ProposalStatus.voting || status === ProposalStatus.waiting;
}

/** Of the accounts with the same owner, the one with the most money. */
function richestOf({ accounts, ledger }: World, account: number): number {
  const { operator } = accounts.columns;
  let best = account;
  for (let a = 0; a < accounts.count; a++) {
    const isOwn = operator[a] === operator[account];
    if (isOwn && ledger.balance[firstHolder + a] > ledger.balance[firstHolder + best]) best = a;
  }
  return best;
}

/** First row with the greatest value. */
function greatest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
