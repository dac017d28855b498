namespace Hms.Experiments.Running.Racing;

/// <summary>One candidate of a race, as it ended.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="State">How it ended.</param>
/// <param name="FoldsRun">Folds that were trained.</param>
/// <param name="Rows">Held-out rows of these folds: the rows of the figures below.</param>
/// <param name="Kl">Its mean KL over them; null where no fold was trained.</param>
/// <param name="BestKl">That of the best candidate over the same rows; null likewise.</param>
/// <param name="Difference">Its mean KL minus the best candidate's, row by row; 0 for the best itself.</param>
/// <param name="StandardError">Standard error of the difference, by patient; null for the best itself.</param>
/// <param name="Folder">Folder of its run.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
internal sealed record RaceEntry(string Experiment, RaceState State, int FoldsRun, int Rows, double? Kl, double? BestKl, double? Difference, double? StandardError, string Folder, string? Failure);
