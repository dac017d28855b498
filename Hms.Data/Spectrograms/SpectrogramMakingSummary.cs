namespace Hms.Data.Spectrograms;

/// <summary>What the making of spectrogram files did.</summary>
/// <param name="Made">Files written.</param>
/// <param name="Kept">Files of an earlier run, which was stopped, that were kept.</param>
/// <param name="Eegs">EEGs that they were made from.</param>
/// <param name="Rows">Rows of the files written, 2 s each.</param>
/// <param name="MissingRows">Those of them that are NaN, because their 4 s leave the EEG.</param>
/// <param name="EegsNotFilling">EEGs that leave rows of their ten minutes NaN.</param>
/// <param name="TableRowsFilled">Rows of train.csv and test.csv that now name a spectrogram.</param>
/// <param name="Backups">Copies of the tables as they were, which lie beside them.</param>
public sealed record SpectrogramMakingSummary(int Made, int Kept, int Eegs, long Rows, long MissingRows, int EegsNotFilling, int TableRowsFilled, IReadOnlyList<string> Backups);
