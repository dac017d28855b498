using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Root of votes / cap, at most 1.</summary>
[Description("Root of votes / cap, at most 1.")]
[Key("squareRoot")]
public sealed record SquareRootVoteWeightingSettings : VoteWeightingSettings
{
    /// <summary>Number of votes from which on a row counts fully.</summary>
    [Description("Number of votes from which on a row counts fully.")]
    [Limits(MoreThan = 0)]
    public double Cap { get; init; } = 20;
}
