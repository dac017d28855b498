using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>All rows count alike.</summary>
[Description("All rows count alike.")]
[Key("none")]
public sealed record NoVoteWeightingSettings : VoteWeightingSettings;
