using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Votes / cap, at most 1.</summary>
[Description("Votes / cap, at most 1.")]
[Key("linear")]
public sealed record LinearVoteWeightingSettings : VoteWeightingSettings
{
    /// <summary>Number of votes from which on a row counts fully.</summary>
    [Description("Number of votes from which on a row counts fully.")]
    [Limits(MoreThan = 0)]
    public double Cap { get; init; } = 20;
}
