// Package audit is the pure part of the audit trail: what an event is, the
// canonical bytes it is hashed over, the chains, the signed checkpoint over all
// chains, and the checks that find what was tampered with. It knows no
// database; store keeps the rows and calls this package (docs/adr/0004;
// BIO2 8.15.01, 8.15.05 and 8.15.06; NEN 7513).
//
// # Chains
//
// Every subject (a dossier, a contract, an account, the settings of the region)
// has a chain of its own; there is no global head, which would be a lock for
// everyone. A [Head] says how far a chain is; [Head.Append] makes the next
// [Record] of it:
//
//	hash(n) = SHA-256("trede audit 1" || hash(n-1) || canonical(event n))
//
// An act on several subjects appends to each; lock the heads in the order of
// [Chain.Compare], which is the order that every writer uses.
//
// What was looked at is logged in batches, in chains of each writer's own: see
// [Batch] and [Head.AppendBatch].
//
// # Personal values
//
// The chain itself holds no personal values: only codes, ids and instants.
// Reasons in free text, values before and after, and addresses stand in a
// [Payload], kept apart from what is hashed, with a random [Salt]; the chain holds
// SHA-256("trede audit payload 1" || salt || payload). Without the salt the
// hash tells nothing, so to erase is to empty payload and salt together and to
// append an event that names the erased numbers ([Event.Erases]): the chain
// stays whole and a check can tell erasing from tampering.
//
// # Checkpoint
//
// Whoever can write in the database can also compute hashes. So a checkpoint, a
// file with the head of every chain, signed and numbered, goes out of the
// house regularly ([WriteCheckpoint]). Everything before the last exported
// checkpoint can be checked against it ([Verifier]): what was changed, removed,
// reordered or inserted, whole chains that are gone and tails that were cut.
package audit
