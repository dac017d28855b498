namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Fits a Gaussian process to one quantity of the trials.</summary>
/// <param name="space">The space.</param>
/// <param name="options">Sizes and the least noise.</param>
internal sealed class Surrogate(ModelSpace space, GaussianProcessOptions options)
{
    /// <summary>Pairs of trials times axes whose distances are kept between the steps of the fit: 64 MB.</summary>
    private const long MostDistances = 8_000_000;
    private const int FitIterations = 60;
    private const int WarpIterations = 20;
    private const double FirstNoise = 1e-3;
    private const int LeastFitTrials = 40;
    private static readonly double[] Warps = [1, 0.1, 0.01];

    /// <summary>The model after the observations, with believed places.</summary>
    /// <param name="observed">Places with targets.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="believed">Places without.</param>
    public Posterior Fit(IReadOnlyList<ModelPoint> observed, Targets targets, IReadOnlyList<ModelPoint> believed) => Fit(observed, targets, believed, []).Model;

    /// <summary>The same for an objective, larger is better, on the scale that explains its values best: as it is, or a logarithmic one.</summary>
    public (Posterior Model, Targets Targets) FitWarped(IReadOnlyList<ModelPoint> observed, Targets targets, IReadOnlyList<ModelPoint> believed) => Fit(observed, targets, believed, Warps);

    private (Posterior Model, Targets Targets) Fit(IReadOnlyList<ModelPoint> observed, Targets targets, IReadOnlyList<ModelPoint> believed, double[] warps)
    {
        var most = (int)Math.Sqrt(2.0 * MostDistances / Math.Max(1, space.Axes.Length));
        var chosen = TrialSubset.Choose(targets.Values, Math.Min(options.MaximumFitTrials, Math.Max(LeastFitTrials, most)));
        var fit = new KernelFit(new TrainingPoints(space, [.. chosen.Select(i => observed[i])]), space.Axes.Length, options.MinimumNoise);
        var logs = new double[fit.Parameters];
        logs[^1] = Math.Log(FirstNoise);
        var value = Minimize(fit, logs, targets, chosen, FitIterations);
        var plain = targets;
        foreach (var share in warps)
        {
            var warpedLogs = (double[])logs.Clone();
            if (plain.Warp(share) is not { } warped || Minimize(fit, warpedLogs, warped, chosen, WarpIterations) is var next && !(next < value)) { break; }
            (value, logs, targets) = (next, warpedLogs, warped);
        }
        return (new Posterior(new TrainingPoints(space, [.. observed, .. believed]), targets.Values, fit.Read(logs)), targets);
    }

    /// <summary>Warps are compared by the density of the values themselves, hence the slopes.</summary>
    private static double Minimize(KernelFit fit, double[] logs, Targets targets, int[] chosen, int iterations)
    {
        for (var i = 0; i < chosen.Length; i++) { fit.Targets[i] = targets.Values[chosen[i]]; }
        return fit.Minimize(logs, iterations) - chosen.Sum(i => targets.LogSlopes[i]);
    }
}
