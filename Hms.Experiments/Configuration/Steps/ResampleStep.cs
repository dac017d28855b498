using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Brings signals to another sample rate.</summary>
[Description("Brings signals to another sample rate.")]
[Key("resample")]
public sealed record ResampleStep : ColumnStepSettings
{
    /// <summary>Sample rate afterwards, a whole number of millihertz; recordings have 200 Hz.</summary>
    [Description("Sample rate afterwards, a whole number of millihertz; recordings have 200 Hz.")]
    [Limits(AtLeast = 1, AtMost = 4000)]
    public required double SampleRateHz { get; init; }
}
