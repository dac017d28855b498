namespace Hms.Experiments.Ensembles.Files;

/// <summary>What was read from files of predictions.</summary>
/// <param name="Data">The rows that all files have.</param>
/// <param name="Key">Columns by which the files were joined.</param>
/// <param name="KeyColumns">Names of these columns; one, "id", where the files were joined by their first columns.</param>
/// <param name="Ids">Values of these columns of each row.</param>
/// <param name="Patients">Patient of each row, as the files name it; null where unknown.</param>
/// <param name="Split">How the rows are parted, and what standard errors go by, in a sentence.</param>
/// <param name="LeftOutRows">Rows that not all files have, or with too few votes.</param>
/// <param name="Warnings">What a reader should know, each a sentence.</param>
public sealed record EnsembleInput(EnsembleData Data, string Key, IReadOnlyList<string> KeyColumns, IReadOnlyList<IReadOnlyList<string>> Ids, IReadOnlyList<string>? Patients, string Split, int LeftOutRows, IReadOnlyList<string> Warnings);
