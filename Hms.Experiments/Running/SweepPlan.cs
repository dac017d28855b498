using System.Security.Cryptography;
using System.Text;
using Hms.Data.Splits;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Pipelines;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Running.Terminators;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Experiments.Running;

/// <summary>From an experiment's sweep block to the parts of the sweep engine; the parent and every worker make the same.</summary>
/// <param name="Options">Study, space, budget, order.</param>
/// <param name="Tuner">Proposes values.</param>
/// <param name="Pruner">Stops trials early.</param>
/// <param name="Trials">Trials planned.</param>
/// <param name="StepsPerTrial">Folds x epochs (or reports of a learner).</param>
internal sealed record SweepPlan(SweepOptions Options, ITuner Tuner, IPruner Pruner, int Trials, int StepsPerTrial)
{
    /// <summary>Raised by one where the meaning or the default of a setting changes: trials before and after would not be comparable.</summary>
    private const int DefaultsEdition = 1;

    /// <summary>What drives the search and not its trials.</summary>
    private static readonly string[] SearchOnly =
        ["sweep.hours", "sweep.totalEpochs", "sweep.workers", "sweep.order", "sweep.stopWithoutImprovement", "sweep.targetKl", "sweep.firstTrials", "sweep.keepModels"];

    /// <summary>Makes the parts.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="session">The run.</param>
    /// <param name="trials">Number of trials.</param>
    /// <param name="planned">Number of trials that the study was begun with, by which tuners plan: a resumed sweep that asks for more goes on as it began.</param>
    /// <param name="existing">What to do with a study that is there.</param>
    /// <param name="warmStart">Trials of an earlier sweep that the tuner learns from; null for none.</param>
    public static SweepPlan Of(ResolvedExperiment experiment, RunSession session, int trials, int planned, ExistingStudy existing, WarmStart? warmStart = null)
    {
        var settings = session.Settings;
        var sweep = settings.Sweep;
        var options = new SweepOptions
        {
            StudyName = experiment.Name,
            Space = SearchSpaceFactory.SpaceOf(experiment),
            Trials = trials,
            TimeBudget = sweep.Hours is { } hours ? TimeSpan.FromHours(hours) : null,
            ReportBudget = sweep.TotalEpochs,
            Terminators = Terminators(sweep),
            Seed = (ulong)settings.Seed,
            Order = sweep.Order == SweepOrderChoice.Eager ? SweepOrder.Eager : SweepOrder.Deterministic,
            Parallelism = sweep.Workers,
            Retries = sweep.Retries,
            FirstTrials = SweepCheck.FirstTrials(sweep),
            WarmStart = warmStart,
            ConfigurationHash = HashOf(experiment, session.Rows.DataHash, session.Weights?.Sha256, session.Rows.Folds),
            ExistingStudy = existing,
        };
        var pruner = PrunerOf(session, sweep);
        return new SweepPlan(options, TunerFactory.Create(sweep, planned), pruner, trials, session.FoldsToRun * TrainingLength.StepsPerFold(settings));
    }

    /// <exception cref="UserErrorException">So few folds and epochs cannot have the pruner; validation finds that where the number of folds is declared.</exception>
    private static IPruner PrunerOf(RunSession session, SweepSettings sweep)
    {
        try { return new PrunerFactory(session.FoldsToRun, TrainingLength.StepsPerFold(session.Settings), session.Rows.HeldOutPatients).Create(sweep); }
        catch (ArgumentException error) { throw new UserErrorException($"sweep.pruner: {error.Message}", error); }
    }

    private static ITerminator[] Terminators(SweepSettings sweep)
    {
        var terminators = new List<ITerminator>();
        if (sweep.StopWithoutImprovement is { } trials) { terminators.Add(new NoImprovementTerminator(new NoImprovementOptions { Trials = trials })); }
        if (sweep.TargetKl is { } target) { terminators.Add(new TargetReachedTerminator(target)); }
        return [.. terminators];
    }

    /// <summary>
    /// All that decides a trial beside its parameters: settings, data, the folds of a fold file (others follow from settings and data), and the file of weights that networks start from. What may change on resume does not: budgets, what ends the sweep, its first trials (which stand in the study), how many models are kept, which model is
    /// exported, how a trial runs and what is reported beside the objective. (Workers and order are the study's own.) Settings count where they are not the default, so that a study can be resumed by a version with more of them.
    /// </summary>
    internal static string HashOf(ResolvedExperiment experiment, string dataHash, string? weightsHash, FoldAssignment? folds = null)
    {
        string[] trials = RunSession.FixedSettings(experiment).Sweep.Rounds is null ? ["sweep.trials"] : []; // rounds are parts of the trials
        var settings = experiment.DifferencesWithout([.. SearchOnly, .. trials, .. SweepTrialRunner.WithoutEffect, "training.highVotes"]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"defaults {DefaultsEdition}\n{settings}\n{dataHash}{(weightsHash is null ? "" : "\n" + weightsHash)}{(folds?.Options.Method == SplitMethod.File ? "\nfolds " + folds.Sha256 : "")}")));
    }
}
