using System.ComponentModel;
using Hms.Data.Splits;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>K folds that keep all rows of a patient together and have nearly equal shares of the classes.</summary>
[Description("K folds that keep all rows of a patient together and have nearly equal shares of the classes (a row's class is that with the most votes).")]
[Key("stratifiedGroupKFold")]
public sealed record StratifiedGroupKFoldSettings : FoldsSettings
{
    /// <summary>Number of folds.</summary>
    [Description("Number of folds.")]
    [Limits(AtLeast = 2, AtMost = 1000)]
    public int Count { get; init; } = 5;

    /// <inheritdoc />
    public override int? FoldCount => Count;

    internal override SplitOptions ToOptions(string? foldFile) => new() { Method = SplitMethod.StratifiedGroupKFold, FoldCount = Count };
}
