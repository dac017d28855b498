using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Several experiments joined to one model: what joins their probabilities is fitted on out-of-fold predictions only, and judged cross-fitted by patient.</summary>
[Description("Several experiments joined to one model: what joins their probabilities is fitted on out-of-fold predictions only, and judged cross-fitted by patient.")]
public sealed record EnsembleSettings : ICheckedSettings
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

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (TwiceIn(Members) is { } member) { yield return new SettingsProblem($"the member \"{member}\" is named twice; name each once (weights are fitted, or all the same).", "members"); }
        if (Combine is not StackCombineSettings stack) { yield break; }
        if (TwiceIn(stack.Features) is { } feature) { yield return new SettingsProblem($"the feature {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(feature)} is named twice; name each once.", "combine.stack.features"); }
        if (Calibration != CalibrationChoice.None)
        {
            yield return new SettingsProblem("a stacking network is surer on the rows of its fit, to which a calibration would be fitted, than on others; leave calibration out, or take another combination.", "calibration", "combine");
        }
    }

    private static string? TwiceIn<T>(IEnumerable<T> names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key?.ToString();
}
