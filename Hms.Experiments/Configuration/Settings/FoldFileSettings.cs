using System.ComponentModel;
using Hms.Data.Splits;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Folds as a file gives them.</summary>
[Description("Folds as a file gives them: a CSV of eeg_id and fold.")]
[Key("file")]
public sealed record FoldFileSettings : FoldsSettings
{
    /// <summary>The fold file, relative to the experiments file.</summary>
    [Description("The fold file, relative to the experiments file.")]
    [Form(@"\S", "the path of a CSV file")]
    public required string Path { get; init; } = string.Empty;

    /// <inheritdoc />
    public override int? FoldCount => null;

    internal override SplitOptions ToOptions(string? foldFile) => new() { Method = SplitMethod.File, Path = foldFile ?? Path };
}
