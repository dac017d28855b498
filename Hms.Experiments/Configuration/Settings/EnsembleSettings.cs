using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Several experiments joined to one model: what joins their probabilities is fitted on out-of-fold predictions only, and judged cross-fitted by patient.</summary>
[Description("Several experiments joined to one model: what joins their probabilities is fitted on out-of-fold predictions only, and judged cross-fitted by patient.")]
public sealed record EnsembleSettings
{
    /// <summary>What the ensemble is, in a sentence or two.</summary>
    [Description("What the ensemble is, in a sentence or two.")]
    [Fixed("it is a text")]
    public string? About { get; init; }

    /// <summary>What of a publication it reproduces; not set: nothing.</summary>
    [Description("What of a publication it reproduces; not set: nothing.")]
    [Fixed("it is a text")]
    public PaperSettings? Paper { get; init; }

    /// <summary>Names of experiments of this file.</summary>
    [Description("Names of experiments of this file.")]
    [MinimumCount(2)]
    [Fixed("they are names")]
    public required IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>How the members' probabilities become one.</summary>
    [Description("How the members' probabilities become one.")]
    [Fixed("an ensemble is not searched")]
    public CombineSettings Combine { get; init; } = new MeanCombineSettings();

    /// <summary>How the joined probabilities are calibrated.</summary>
    [Description("How the joined probabilities are calibrated.")]
    [Fixed("an ensemble is not searched")]
    public CalibrationChoice Calibration { get; init; } = CalibrationChoice.None;

    /// <summary>Parts of the patients, each of which is judged by a fit to the others.</summary>
    [Description("Parts of the patients, each of which is judged by a fit to the others.")]
    [Limits(AtLeast = 2, AtMost = 1000)]
    [Fixed("an ensemble is not searched")]
    public int CrossFits { get; init; } = 5;

    /// <summary>Seed of what is drawn: the parts of the patients, the start of a stacking network.</summary>
    [Description("Seed of what is drawn: the parts of the patients, the start of a stacking network.")]
    [Limits(AtLeast = 0)]
    [Fixed("an ensemble is not searched")]
    public long Seed { get; init; } = 1;
}
