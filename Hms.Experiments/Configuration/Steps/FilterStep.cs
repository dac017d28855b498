using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Butterworth filter: low-pass, high-pass or, with both cutoffs, band-pass or band-stop.</summary>
[Description("Butterworth filter: low-pass, high-pass or, with both cutoffs, band-pass or band-stop.")]
[Key("filter")]
public sealed record FilterStep : FrequencyFilterStep
{
    /// <summary>Order of the prototype.</summary>
    [Description("Order of the prototype.")]
    [Limits(AtLeast = 1, AtMost = 10)]
    public int Order { get; init; } = 2;

    /// <summary>Zero phase (forward and backward) or causal.</summary>
    [Description("Zero phase (forward and backward) or causal.")]
    public FilterPhase Phase { get; init; } = FilterPhase.Zero;
}
