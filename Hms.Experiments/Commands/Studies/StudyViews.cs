using Hms.Experiments.Reporting.Studies;
using Hms.Tuning.Analysis;
using Hms.Tuning.Analysis.Importance;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary>The pictures of a study by their words.</summary>
internal static class StudyViews
{
    /// <summary>Word of the distribution of values, which compares all studies of a store.</summary>
    public const string Distribution = "edf";

    private const int DefaultContourParameters = 2;

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["history", "curves", "parallel", "slice", "contour", Distribution, "timeline", "importance", "pareto"];

    /// <summary>Looks at a study.</summary>
    public static StudyView Of(string kind, SelectedStudy study, StudyViewRequest request) => kind switch
    {
        "curves" => Curves(study, request),
        "timeline" => Timeline(study, request),
        "pareto" => Pareto(study.RequireCompleted()),
        "history" => History(study.RequireCompleted(), request),
        "parallel" => Parallel(study.RequireCompleted(), request),
        "slice" => Slice(study.RequireCompleted(), request),
        "contour" => Contour(study.RequireCompleted(), request),
        "importance" => Importance(study.RequireCompleted(), request),
        _ => OfDistributions([study], request.Objective),
    };

    /// <summary>The distributions of several studies.</summary>
    public static StudyView OfDistributions(IReadOnlyList<SelectedStudy> studies, string? objective)
    {
        var target = studies[0].Target(objective);
        var same = studies.Where(x => x.Study.Directions.SequenceEqual(studies[0].Study.Directions)).ToList();
        EmpiricalDistribution[] all = [.. same.Select(x => EmpiricalDistribution.Of(x.Name, x.Trials, x.Target(objective))).Where(x => x.Values.Count > 0)];
        if (all.Length == 0) { studies[0].RequireCompleted(); }
        return new StudyView(
            string.Join(", ", all.Select(x => x.Study)), all, ["study", "value", "share"],
            all.SelectMany(x => x.Values.Zip(x.Shares).Select(p => (IEnumerable<object?>)[x.Study, p.First, p.Second])), () => DistributionFigure.Draw(all, target.Name, target.Direction));
    }

    private static StudyView History(SelectedStudy study, StudyViewRequest request)
    {
        var history = OptimizationHistory.Of(study.Trials, study.Target(request.Objective));
        return new StudyView(
            study.Name, history, ["trial", "value", "feasible", "best"],
            history.Numbers.Select((x, i) => (IEnumerable<object?>)[x, history.Values[i], history.IsFeasible[i], double.IsNaN(history.BestValues[i]) ? null : history.BestValues[i]]), () => HistoryFigure.Draw(study.Name, history));
    }

    private static StudyView Curves(SelectedStudy study, StudyViewRequest request)
    {
        var target = study.Target(request.Objective);
        if (request.Objective == SelectedStudy.DurationWord) { throw new UserErrorException("Curves show an objective; --objective duration is none that trials report while they run."); }
        var index = Enumerable.Range(0, study.Study.Directions.Count).First(i => study.Target(i).Name == target.Name);
        var curves = IntermediateCurve.Of(study.Trials, index);
        if (curves.Count == 0) { throw new UserErrorException($"No trial of study \"{study.Name}\" reported anything while it ran; there are no curves."); }
        var best = study.Trials.Select(x => (x.Number, Value: target.Read(x))).Where(x => x.Value is not null).OrderBy(x => target.Direction == StudyDirection.Minimize ? x.Value : -x.Value).Select(x => (int?)x.Number).FirstOrDefault();
        return new StudyView(
            study.Name, curves, ["trial", "state", "step", "value"],
            curves.SelectMany(x => x.Steps.Zip(x.Values).Select(p => (IEnumerable<object?>)[x.Number, x.State.ToString().ToLowerInvariant(), p.First, p.Second])),
            () => CurvesFigure.Draw(study.Name, curves, target.Name, target.Direction, best));
    }

    private static StudyView Parallel(SelectedStudy study, StudyViewRequest request)
    {
        var lines = ParallelCoordinates.Of(study.Trials, study.Target(request.Objective), study.Parameters(request.Parameters));
        return new StudyView(
            study.Name, lines, ["trial", "value", .. lines.Axes.Select(x => x.Name)],
            lines.Numbers.Select((x, i) => (IEnumerable<object?>)[x, lines.Values[i], .. lines.Axes.Select((axis, d) => Shown(axis, lines.Coordinates[i][d]))]), () => ParallelFigure.Draw(study.Name, lines));
    }

    private static StudyView Slice(SelectedStudy study, StudyViewRequest request)
    {
        var slices = ParameterSlice.Of(study.Trials, study.Target(request.Objective), study.Parameters(request.Parameters));
        if (slices.Count == 0) { throw NoParameters(study); }
        return new StudyView(
            study.Name, slices, ["parameter", "trial", "at", "value"],
            slices.SelectMany(x => x.Numbers.Select((n, i) => (IEnumerable<object?>)[x.Axis.Name, n, Shown(x.Axis, x.Coordinates[i]), x.Values[i]])), () => SliceFigure.Draw(study.Name, slices));
    }

    /// <summary>The two parameters that are named, or the two that matter most.</summary>
    private static StudyView Contour(SelectedStudy study, StudyViewRequest request)
    {
        var target = study.Target(request.Objective);
        var names = study.Parameters(request.Parameters) ?? [.. ImportanceAnalysis.Compute(study.Trials, target).Parameters.Select(x => x.Name).Take(DefaultContourParameters)];
        if (names is not [var x, var y]) { throw new UserErrorException($"A contour needs two different parameters; name them by --params A,B ({names.Count} are given or there)."); }
        var contour = ParameterContour.Of(study.Trials, target, x, y);
        if (contour.Numbers.Count == 0) { throw new UserErrorException($"No completed trial of study \"{study.Name}\" has both {x} and {y}."); }
        return new StudyView(
            study.Name, contour, [x, y, "surface"],
            contour.GridY.SelectMany((gy, row) => contour.GridX.Select((gx, column) => (IEnumerable<object?>)[Shown(contour.X, gx), Shown(contour.Y, gy), contour.Surface[row][column]])), () => ContourFigure.Draw(study.Name, contour));
    }

    private static StudyView Timeline(SelectedStudy study, StudyViewRequest request)
    {
        var bars = TimelineBar.Of(study.Trials, request.Now);
        if (bars.Count == 0) { throw new UserErrorException($"No trial of study \"{study.Name}\" has begun; there is no timeline."); }
        return new StudyView(
            study.Name, bars, ["trial", "state", "attempt", "owner", "started_utc", "ended_utc", "seconds"],
            bars.Select(x => (IEnumerable<object?>)[x.Number, x.State.ToString().ToLowerInvariant(), x.Attempt, x.Owner, x.StartedAt.UtcDateTime.ToString("O"), x.EndedAt.UtcDateTime.ToString("O"), (x.EndedAt - x.StartedAt).TotalSeconds]),
            () => TimelineFigure.Draw(study.Name, bars));
    }

    private static StudyView Importance(SelectedStudy study, StudyViewRequest request)
    {
        var report = ImportanceAnalysis.Compute(study.Trials, study.Target(request.Objective), ImportanceCommand.Options(request.Method, study.Parameters(request.Parameters)));
        if (report.Parameters.Count == 0) { throw NoParameters(study); }
        return new StudyView(
            study.Name, report, ["parameter", "importance", "standard_deviation", "trials"],
            report.Parameters.Select(x => (IEnumerable<object?>)[x.Name, x.Importance, x.StandardDeviation, x.TrialCount]), () => ImportanceFigure.Draw(study.Name, report));
    }

    private static StudyView Pareto(SelectedStudy study)
    {
        if (study.Study.Directions.Count == 1) { throw new UserErrorException($"Study \"{study.Name}\" has one objective; a Pareto front needs several. Use --kind history."); }
        var points = ParetoPoint.Of(study.Trials, study.Study.Directions);
        AnalysisTarget[] targets = [.. study.Study.Directions.Select((_, i) => study.Target(i))];
        return new StudyView(
            study.Name, points, ["trial", .. targets.Select(x => x.Name), "feasible", "optimal"],
            points.Select(x => (IEnumerable<object?>)[x.Number, .. x.Values.Cast<object?>(), x.IsFeasible, x.IsOptimal]), () => ParetoFigure.Draw(study.Name, points, targets));
    }

    private static object? Shown(ParameterAxis axis, double coordinate) => double.IsNaN(coordinate) ? null : axis.Kind == AxisKind.Categorical ? axis.Labels[(int)coordinate] : coordinate;

    private static UserErrorException NoParameters(SelectedStudy study) => new($"The completed trials of study \"{study.Name}\" have no parameters; there is nothing to compare.");
}
