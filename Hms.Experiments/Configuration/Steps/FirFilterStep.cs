using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Linear-phase FIR filter (windowed sinc): low-pass, high-pass or, with both cutoffs, band-pass or band-stop.</summary>
[Description("Linear-phase FIR filter (windowed sinc): low-pass, high-pass or, with both cutoffs, band-pass or band-stop.")]
[Key("firFilter")]
public sealed record FirFilterStep : FrequencyFilterStep
{
    /// <summary>Beta of a Kaiser window that has none written.</summary>
    public const double DefaultBeta = 5;

    /// <summary>Number of coefficients; an even number is raised by 1, so that there is a middle one.</summary>
    [Description("Number of coefficients; an even number is raised by 1, so that there is a middle one.")]
    [Limits(AtLeast = 3, AtMost = 100001)]
    public int Taps { get; init; } = 401;

    /// <summary>The window.</summary>
    [Description("The window.")]
    public FirWindowName Window { get; init; } = FirWindowName.Hamming;

    /// <summary>Shape of a Kaiser window; not set: 5.</summary>
    [Description("Shape of a Kaiser window; not set: 5.")]
    [Limits(AtLeast = 0, AtMost = 100)]
    public double? Beta { get; init; }

    /// <summary>Zero phase (the delay taken away) or causal.</summary>
    [Description("Zero phase (the delay taken away) or causal.")]
    public FilterPhase Phase { get; init; } = FilterPhase.Zero;

    /// <inheritdoc />
    public override IEnumerable<SettingsProblem> Check()
    {
        foreach (var problem in base.Check()) { yield return problem; }
        if (Beta is not null && Window != FirWindowName.Kaiser)
        {
            yield return new SettingsProblem("\"beta\" is read by window \"kaiser\" only; write \"window\": \"kaiser\" or leave beta out.", "beta", "window");
        }
    }
}
