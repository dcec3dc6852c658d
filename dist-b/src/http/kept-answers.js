/** Keeps answers for whoever did not get them. The edge asks; whoever has a database answers. */
export class KeptAnswers {
}
//# sourceMappingURL=kept-answers.js.map