using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Trials of an earlier study that the tuner of a new one learns from before it has any of its own.</summary>
/// <param name="Source">Where they come from, for the record: a study's name, a file.</param>
/// <param name="Trials">The trials. Used are the complete ones that give every parameter of the new space a value which the new space allows, with as many objectives as the new study; the others are left out with a warning.</param>
/// <remarks>
/// What is used is copied into the new study, so a resumed sweep does not need the source; it may leave the warm start out or must bring the same. The tuner sees these trials
/// before its own history, numbered from −count to −1; pruners, terminators and budgets do not see them.
/// </remarks>
public sealed record WarmStart(string Source, IReadOnlyList<Trial> Trials);
