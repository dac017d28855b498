using System.ComponentModel;
using Hms.Data.Splits;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>One fold for each patient.</summary>
[Description("One fold for each patient.")]
[Key("leaveOneGroupOut")]
public sealed record LeaveOneGroupOutSettings : FoldsSettings
{
    /// <summary>More patients are refused: each is a training.</summary>
    [Description("More patients are refused: each is a training.")]
    [Limits(AtLeast = 2, AtMost = 100000)]
    public int MaximumFolds { get; init; } = 100;

    /// <inheritdoc />
    public override int? FoldCount => null;

    internal override SplitOptions ToOptions(string? foldFile) => new() { Method = SplitMethod.LeaveOneGroupOut, MaximumFolds = MaximumFolds };
}
