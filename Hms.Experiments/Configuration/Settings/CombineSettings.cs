using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the members' probabilities become one.</summary>
[Description("How the members' probabilities become one.")]
[OneOf(typeof(MeanCombineSettings), typeof(WeightedCombineSettings), typeof(LogBlendCombineSettings), typeof(StackCombineSettings), PlainNames = true, Noun = "combination")]
public abstract record CombineSettings;
