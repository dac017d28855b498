namespace Hms.Experiments.Ensembles.Files;

/// <summary>What was read from files of predictions.</summary>
/// <param name="Data">The rows that all files have.</param>
/// <param name="Key">Columns by which the files were joined.</param>
/// <param name="Ids">Id of each row.</param>
/// <param name="Split">How the rows are parted, and what standard errors go by, in a sentence.</param>
/// <param name="LeftOutRows">Rows that not all files have, or with too few votes.</param>
/// <param name="Warnings">What a reader should know, each a sentence.</param>
public sealed record EnsembleInput(EnsembleData Data, string Key, IReadOnlyList<string> Ids, string Split, int LeftOutRows, IReadOnlyList<string> Warnings);
