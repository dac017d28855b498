using System.ComponentModel;
using Hms.Data.Splits;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>K folds that keep all rows of a patient together.</summary>
[Description("K folds that keep all rows of a patient together.")]
[Key("groupKFold")]
public sealed record GroupKFoldSettings : FoldsSettings
{
    /// <summary>Number of folds.</summary>
    [Description("Number of folds.")]
    [Limits(AtLeast = 2, AtMost = 1000)]
    public int Count { get; init; } = 5;

    /// <inheritdoc />
    public override int? FoldCount => Count;

    internal override SplitOptions ToOptions(string? foldFile) => new() { Method = SplitMethod.GroupKFold, FoldCount = Count };
}
