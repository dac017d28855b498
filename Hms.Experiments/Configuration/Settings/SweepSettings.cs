using System.ComponentModel;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How the values that may vary are searched.</summary>
[Description("How the values that may vary are searched.")]
public sealed record SweepSettings : ICheckedSettings
{
    private const double LongestHours = 87600;

    /// <summary>Number of trials.</summary>
    [Description("Number of trials.")]
    [Limits(AtLeast = 1)]
    public int Trials { get; init; } = 20;

    /// <summary>Hours after which no further trial begins, for each run of the sweep; not set: no limit. How many trials fit depends on the machine, so such a sweep does not repeat itself.</summary>
    [Description("Hours after which no further trial begins, for each run of the sweep; not set: no limit. How many trials fit depends on the machine, so such a sweep does not repeat itself.")]
    [Limits(MoreThan = 0)]
    public double? Hours { get; init; }

    /// <summary>Epochs of all trials together after which no further trial begins; not set: no limit.</summary>
    [Description("Epochs of all trials together after which no further trial begins; not set: no limit.")]
    [Limits(AtLeast = 1)]
    public long? TotalEpochs { get; init; }

    /// <summary>Number of folds that each trial runs; not set: all.</summary>
    [Description("Number of folds that each trial runs; not set: all.")]
    [Limits(AtLeast = 1)]
    public int? Folds { get; init; }

    /// <summary>How values are proposed.</summary>
    [Description("How values are proposed.")]
    public TunerChoice Tuner { get; init; } = TunerChoice.Auto;

    /// <summary>Trials with independent draws before the tuner learns; not set: the tuner's default.</summary>
    [Description("Trials with independent draws before the tuner learns; not set: the tuner's default.")]
    [Limits(AtLeast = 1)]
    public int? StartupTrials { get; init; }

    /// <summary>Values that the first trials take, by path as in "override"; the tuner chooses what is left out.</summary>
    [Description("Values that the first trials take, by path as in \"override\"; the tuner chooses what is left out.")]
    public IReadOnlyList<IReadOnlyDictionary<string, JsonNode>> FirstTrials { get; init; } = [];

    /// <summary>Parts of the trials after each of which ranges are narrowed to where the best trials lie; not set: ranges stay.</summary>
    [Description("Parts of the trials after each of which ranges are narrowed to where the best trials lie; not set: ranges stay.")]
    [Limits(AtLeast = 2)]
    public int? Rounds { get; init; }

    /// <summary>When a trial is stopped early.</summary>
    [Description("When a trial is stopped early.")]
    public PrunerSettings Pruner { get; init; } = new AutoPrunerSettings();

    /// <summary>Epochs without improvement that a trial is given before the pruner may stop it; not set: none.</summary>
    [Description("Epochs without improvement that a trial is given before the pruner may stop it; not set: none.")]
    [Limits(AtLeast = 1)]
    public int? Patience { get; init; }

    /// <summary>Trials at a time, each in a process of its own.</summary>
    [Description("Trials at a time, each in a process of its own.")]
    [Limits(AtLeast = 1, AtMost = 1024)]
    public int Workers { get; init; } = 1;

    /// <summary>Whether a trial waits for the trials that it learns from.</summary>
    [Description("Whether a trial waits for the trials that it learns from.")]
    public SweepOrderChoice Order { get; init; } = SweepOrderChoice.Deterministic;

    /// <summary>How often a trial that ends with an error is tried again; a trial whose process dies is tried again anyway.</summary>
    [Description("How often a trial that ends with an error is tried again; a trial whose process dies is tried again anyway.")]
    [Limits(AtLeast = 0, AtMost = 100)]
    public int Retries { get; init; } = 0;

    /// <summary>Trials without a new best after which the sweep ends; not set: never.</summary>
    [Description("Trials without a new best after which the sweep ends; not set: never.")]
    [Limits(AtLeast = 1)]
    public int? StopWithoutImprovement { get; init; }

    /// <summary>KL divergence, in nat, at which the sweep ends; not set: none.</summary>
    [Description("KL divergence, in nat, at which the sweep ends; not set: none.")]
    [Limits(MoreThan = 0)]
    public double? TargetKl { get; init; }

    /// <summary>Number of best trials whose models are kept on disk.</summary>
    [Description("Number of best trials whose models are kept on disk.")]
    [Limits(AtLeast = 1)]
    public int KeepModels { get; init; } = 5;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (2 * Rounds > Trials) { yield return new SettingsProblem($"{Trials} trials cannot be split into {Rounds} rounds of two trials at least; raise trials or lower rounds.", "rounds", "trials"); }
        if (Rounds is not null && Tuner == TunerChoice.Grid) { yield return new SettingsProblem("a grid tries every combination of the whole ranges, so rounds cannot narrow them; leave one of the two out.", "rounds", "tuner"); }
        if (Hours > LongestHours) { yield return new SettingsProblem($"hours {Hours} is more than {LongestHours}, ten years; leave it out for no limit.", "hours"); }
    }
}
