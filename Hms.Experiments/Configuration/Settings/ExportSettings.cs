using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What the sweep exports.</summary>
[Description("What the sweep exports.")]
public sealed record ExportSettings
{
    /// <summary>What model is exported.</summary>
    [Description("What model is exported.")]
    public WinnerChoice Winner { get; init; } = WinnerChoice.Folds;

    /// <summary>How the networks' weights are stored; float16 is about half the file, and what it costs in KL is measured on the held-out rows and reported.</summary>
    [Description("How the networks' weights are stored; float16 is about half the file, and what it costs in KL is measured on the held-out rows and reported.")]
    public WeightsChoice Weights { get; init; } = WeightsChoice.Float32;
}
