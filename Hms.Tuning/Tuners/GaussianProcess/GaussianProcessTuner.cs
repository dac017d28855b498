using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners.Sobol;

namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Bayesian optimisation with a Gaussian process: proposes the point with the largest log expected improvement.</summary>
/// <remarks>
/// Matérn 5/2 kernel with a length scale for each parameter, maximum a posteriori by analytic gradients; inputs scaled to [0, 1] (logarithm first, integers and steps as grids),
/// choices by Hamming distance. Log expected improvement after Ament et al., arXiv:2310.20708; its maximum by quasi-random and local candidates and by local searches that alternate
/// between gradients along continuous parameters and trials of discrete values.
/// The values are modelled as they are or on one of three logarithmic scales, whichever gives them the highest density.
/// Conditional spaces are modelled as a whole: a parameter that is inactive in exactly one of two trials is at the greatest distance, 1; in both, at distance 0.
/// The branch follows from the acquisition, after each has had a few trials.
/// Constraints: the log probability that each is kept is added, one model a constraint.
/// Trials under way and failed ones are taken to bring their predicted mean (kriging believer), so they are not proposed again. A pruned trial counts with its last value,
/// but not as better than the median of the complete ones. Infinite values count as the worst or best finite one; NaN as failed.
/// Cost: the third power of the number of trials. Above <see cref="GaussianProcessOptions.MaximumFitTrials"/> the kernel's parameters are estimated from the best, the youngest
/// and evenly spread trials; above <see cref="GaussianProcessOptions.MaximumModelTrials"/> the model sees only those; above 256 there are fewer candidates, too.
/// </remarks>
public sealed class GaussianProcessTuner : ITuner
{
    private const int FullEffortTrials = 256;
    private const int LeastCandidates = 128;
    private const int LeastLocalSearches = 3;
    private const int Centres = 4;
    private readonly GaussianProcessOptions _options;
    private readonly SobolTuner _startup;

    /// <summary>Takes the options.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not sound; the message lists all errors.</exception>
    public GaussianProcessTuner(GaussianProcessOptions? options = null)
    {
        _options = options ?? new GaussianProcessOptions();
        var errors = _options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options)); }
        _startup = new SobolTuner(_options.Duplicates);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The study has several objectives.</exception>
    public ParameterValues Propose(TuningContext context)
    {
        if (context.Directions.Count > 1) { throw new ArgumentException($"The Gaussian process tunes one objective, the study has {context.Directions.Count}; use NsgaIITuner or TpeTuner.", nameof(context)); }
        var space = new ModelSpace(context.Space);
        var observations = new Observations(space, context);
        if (observations.Complete.Count < _options.StartupTrials || space.Axes.Length == 0) { return _startup.Propose(context); }
        var (template, held) = Decided(space, context.Fixed);
        if (Model(space, observations) is not { } acquisition) { return _startup.Propose(context); }
        var point = Search(context, space, observations, acquisition, template, held);
        return point is null ? ProposalWalk.Propose(context, _options.Duplicates, ProposalWalk.DrawUniform) : space.Decode(point, context.Fixed);
    }

    private static (ModelPoint Template, bool[] Held) Decided(ModelSpace space, ParameterValues decided)
    {
        var template = new ModelPoint(space.Axes.Length);
        var held = new bool[space.Axes.Length];
        for (var d = 0; d < held.Length; d++)
        {
            if (decided.TryGet(space.Axes[d].Parameter.Name, out var given)) { (held[d], template.Places[d]) = (true, space.Axes[d].ToPlace(given.InternalValue)); }
        }
        return (template, held);
    }

    /// <summary>One model for the objective (when some trial is feasible) and one for each constraint; null when neither can be had.</summary>
    private Acquisition? Model(ModelSpace space, Observations observations)
    {
        var surrogate = new Surrogate(space, _options);
        var used = TrialSubset.Choose([.. observations.Complete.Select(x => x.Value)], _options.MaximumModelTrials).Select(i => observations.Complete[i]).ToList();
        var believed = observations.Believed.TakeLast(_options.MaximumModelTrials).ToList();
        var constraints = Enumerable.Range(0, used.Max(x => x.Trial.Constraints.Count)).Select(i => Constraint(surrogate, used, i, believed)).OfType<(Posterior, double)>().ToList();
        var feasible = Enumerable.Range(0, used.Count).Where(i => used[i].Trial.Violation == 0 && used[i].Trial.Constraints.Count >= constraints.Count).ToList();
        if (feasible.Count == 0) { return constraints.Count == 0 ? null : new Acquisition(null, 0, constraints); }
        var (objective, targets) = surrogate.FitWarped([.. used.Select(x => x.Point)], new Targets([.. used.Select(x => x.Value)]), believed);
        return new Acquisition(objective, Best(objective, feasible.Max(i => targets.Values[i]), constraints.Count == 0 ? believed : []), constraints);
    }

    private static (Posterior Model, double Bound)? Constraint(Surrogate surrogate, List<(ModelPoint Point, double Value, Trial Trial)> used, int index, List<ModelPoint> believed)
    {
        var rows = used.Where(x => x.Trial.Constraints.Count > index && !double.IsNaN(x.Trial.Constraints[index])).ToList();
        if (rows.Count == 0) { return null; }
        var targets = new Targets([.. rows.Select(x => x.Trial.Constraints[index])]);
        return (surrogate.Fit([.. rows.Select(x => x.Point)], targets, believed), targets.Of(0));
    }

    /// <summary>A believed mean counts too: else the place of a trial under way that promises more than the best would be proposed again.</summary>
    private static double Best(Posterior objective, double observed, List<ModelPoint> believed)
    {
        if (believed.Count == 0) { return observed; }
        var means = new double[believed.Count];
        objective.Predict(believed, means, new double[believed.Count]);
        return Math.Max(observed, means.Max());
    }

    private ModelPoint? Search(TuningContext context, ModelSpace space, Observations observations, Acquisition acquisition, ModelPoint template, bool[] held)
    {
        var random = new SplitMix64(SplitMix64.Derive(context.Seed, "gaussian process", (ulong)context.TrialNumber));
        var branch = NextBranch(space, observations, template, held);
        var candidates = new CandidatePoints(space, template, held, random);
        var effort = Math.Min(1, FullEffortTrials / (double)observations.Tried);
        var points = candidates.Spread(Math.Max(Math.Min(LeastCandidates, _options.Candidates), (int)(_options.Candidates * effort * effort)), branch);
        if (branch < 0)
        {
            var centres = observations.Complete.OrderBy(x => x.Trial.Violation).ThenByDescending(x => x.Value).Take(Centres).Select(x => x.Point).ToList();
            points.AddRange(candidates.Around(centres, (int)(_options.LocalCandidates * effort), acquisition.Shape.LengthScale));
        }
        var searches = Math.Max(Math.Min(LeastLocalSearches, _options.LocalSearches), (int)(_options.LocalSearches * effort));
        var fixedAxes = branch < 0 ? held : [.. held.Select((x, d) => x || space.LeadsTo(d, branch))];
        var seen = _options.Duplicates == DuplicatePolicy.Resample ? observations.Seen() : [];
        return new AcquisitionSearch(space, acquisition, fixedAxes, seen).Run(points, searches, random);
    }

    /// <summary>An axis of the branch with the fewest trials, where it has had too few; −1 for none.</summary>
    private int NextBranch(ModelSpace space, Observations observations, ModelPoint template, bool[] held)
    {
        var (next, fewest) = (-1, _options.BranchStartupTrials);
        for (var d = 0; d < space.Axes.Length; d++)
        {
            if (space.Axes[d].Parameter.Condition is null || !space.CanBeActive(d, template, held)) { continue; }
            var count = observations.CountActive(d);
            if (count < fewest) { (next, fewest) = (d, count); }
        }
        return next;
    }
}
