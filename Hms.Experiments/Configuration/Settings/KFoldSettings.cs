using System.ComponentModel;
using Hms.Data.Splits;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>K folds of EEGs at random, whoever they are of.</summary>
[Description("K folds of EEGs at random, whoever they are of: patients come to lie in several folds, so scores are too good, and every report says so.")]
[Key("kFold")]
public sealed record KFoldSettings : FoldsSettings
{
    /// <summary>Number of folds.</summary>
    [Description("Number of folds.")]
    [Limits(AtLeast = 2, AtMost = 1000)]
    public int Count { get; init; } = 5;

    /// <summary>Seed of the draw: same seed, same folds.</summary>
    [Description("Seed of the draw: same seed, same folds.")]
    [Limits(AtLeast = 0)]
    public long Seed { get; init; } = 1;

    /// <inheritdoc />
    public override int? FoldCount => Count;

    internal override SplitOptions ToOptions(string? foldFile) => new() { Method = SplitMethod.KFold, FoldCount = Count, Seed = (ulong)Seed };
}
