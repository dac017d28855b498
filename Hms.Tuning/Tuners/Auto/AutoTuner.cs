using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.CmaEs;
using Hms.Tuning.Tuners.Evolution;
using Hms.Tuning.Tuners.GaussianProcess;
using Hms.Tuning.Tuners.Grid;

namespace Hms.Tuning.Tuners.Auto;

/// <summary>The default tuner: chooses for each trial the tuner that does best for this space, these objectives and this many trials.</summary>
/// <remarks>
/// One objective: a grid where the space has no more combinations than the study has trials (each then once); the Gaussian process, with every fourth trial by TPE, for the first
/// <see cref="AutoOptions.ModelTrials"/> trials, in conditional and mixed spaces too; after them CMA-ES, started from what was learnt, where all parameters are numbers
/// without conditions, and TPE elsewhere and where there are constraints; TPE where a define-by-run study has shown several groups of parameters. Several objectives: TPE, and NSGA-II in studies planned for more than
/// <see cref="AutoOptions.EvolutionTrials"/> trials. The choice depends on the space, the plan, the number of the trial and the constraints seen, nothing else, so a resumed study repeats it.
/// The measurements behind it: docs/decisions/0015-auto-tuner.md.
/// </remarks>
public sealed class AutoTuner : IFiniteTuner
{
    private readonly AutoOptions _options;
    private readonly GridTuner _grid = new();
    private readonly GaussianProcessTuner _gaussianProcess;
    private readonly TpeTuner _tpe;
    private readonly CmaEsTuner _evolution;
    private readonly NsgaIITuner _several;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public AutoTuner(AutoOptions? options = null)
    {
        _options = options ?? new AutoOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        _gaussianProcess = new GaussianProcessTuner(_options.StartupTrials is { } a ? new GaussianProcessOptions { StartupTrials = a } : null);
        _tpe = new TpeTuner(_options.StartupTrials is { } b ? new TpeOptions { StartupTrials = b } : null);
        _evolution = new CmaEsTuner(new CmaEsOptions { StartupTrials = _options.ModelTrials, Start = CmaEsStart.WarmStart });
        _several = new NsgaIITuner();
    }

    /// <inheritdoc />
    public ParameterValues Propose(TuningContext context) => Choose(context).Propose(context);

    /// <inheritdoc />
    public long? TrialCount(SearchSpace space) => IsGrid(space) ? _grid.TrialCount(space) : null;

    /// <inheritdoc />
    public bool IsExhausted(TuningContext context) => Choose(context) is GridTuner grid && grid.IsExhausted(context);

    /// <summary>The tuner that proposes this trial.</summary>
    internal ITuner Choose(TuningContext context)
    {
        if (context.Directions.Count > 1) { return _options.Trials > _options.EvolutionTrials ? _several : _tpe; }
        if (context.Space is { IsInferred: true, Groups.Count: > 1 }) { return _tpe; } // groups that no condition ties together: only TPE takes each by itself
        if (IsGrid(context.Space)) { return _grid; }
        if (context.TrialNumber < _options.ModelTrials)
        {
            var isSecondOpinion = _options.SecondOpinionEvery > 0 && context.TrialNumber % _options.SecondOpinionEvery == _options.SecondOpinionEvery - 1;
            return isSecondOpinion ? _tpe : _gaussianProcess;
        }
        var isPlain = context.Space.Parameters.All(x => x.Condition is null && x.Distribution is not CategoricalDistribution) && context.History.All(x => x.Constraints.Count == 0);
        return isPlain ? _evolution : _tpe;
    }

    /// <summary>The parameters without conditions alone are counted first: a space of billions of cells is not to be laid out in order to count it.</summary>
    private bool IsGrid(SearchSpace space)
    {
        if (space.IsInferred || _options.Trials is not { } trials || space.Parameters.Count == 0) { return false; }
        var cells = 1.0;
        foreach (var parameter in space.Parameters)
        {
            if (parameter.Distribution.ValueCount is not { } values || values > trials) { return false; }
            if (parameter.Condition is null) { cells *= values; }
        }
        return cells <= trials && CountCells(space) <= trials;
    }

    /// <summary>Null for more than a long holds.</summary>
    private long? CountCells(SearchSpace space)
    {
        try { return _grid.TrialCount(space); }
        catch (ArgumentException) { return null; }
    }
}
