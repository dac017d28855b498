using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How much a training row counts by the number of its votes.</summary>
[Description("How much a training row counts by the number of its votes.")]
[OneOf(typeof(NoVoteWeightingSettings), typeof(LinearVoteWeightingSettings), typeof(SquareRootVoteWeightingSettings), PlainNames = true, Noun = "weighting")]
public abstract record VoteWeightingSettings;
