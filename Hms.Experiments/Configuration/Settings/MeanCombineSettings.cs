using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The plain mean: nothing is fitted.</summary>
[Description("The plain mean: nothing is fitted.")]
[Key("mean")]
public sealed record MeanCombineSettings : CombineSettings;
