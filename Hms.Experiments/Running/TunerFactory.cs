using Hms.Experiments.Configuration.Settings;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Auto;
using Hms.Tuning.Tuners.CmaEs;
using Hms.Tuning.Tuners.CostFrugal;
using Hms.Tuning.Tuners.GaussianProcess;
using Hms.Tuning.Tuners.Grid;
using Hms.Tuning.Tuners.Rounds;
using Hms.Tuning.Tuners.Sobol;

namespace Hms.Experiments.Running;

/// <summary>From the tuner of a sweep block to the engine's.</summary>
internal static class TunerFactory
{
    /// <summary>The tuner that the block names, narrowed round by round where the block asks for it.</summary>
    /// <param name="sweep">The block.</param>
    /// <param name="trials">Trials that the study is planned for; null where only time or epochs bound it.</param>
    public static ITuner Create(SweepSettings sweep, int? trials)
    {
        var tuner = Named(sweep, trials);
        return sweep.Rounds is { } rounds ? new RoundsTuner(tuner, new RoundsOptions { TrialsPerRound = Math.Max(1, (sweep.Trials + rounds - 1) / rounds) }) : tuner;
    }

    private static ITuner Named(SweepSettings sweep, int? trials) => sweep.Tuner switch
    {
        TunerChoice.Tpe => new TpeTuner(sweep.StartupTrials is { } startup ? new TpeOptions { StartupTrials = startup } : null),
        TunerChoice.GaussianProcess => new GaussianProcessTuner(sweep.StartupTrials is { } startup ? new GaussianProcessOptions { StartupTrials = startup } : null),
        TunerChoice.CmaEs => new CmaEsTuner(sweep.StartupTrials is { } startup ? new CmaEsOptions { StartupTrials = startup, Start = CmaEsStart.Best } : null),
        TunerChoice.CostFrugal => new CostFrugalTuner(),
        TunerChoice.Sobol => new SobolTuner(),
        TunerChoice.Grid => new GridTuner(),
        TunerChoice.Random => new RandomTuner(),
        _ => new AutoTuner(new AutoOptions { Trials = trials, StartupTrials = sweep.StartupTrials }),
    };
}
