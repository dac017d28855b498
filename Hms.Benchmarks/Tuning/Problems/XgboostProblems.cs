using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>Gradient boosting with three boosters on one data set, predicted by the surrogate of rbv2_xgboost (Binder et al., 2020): a conditional space; the loss is 1 − accuracy.</summary>
internal static class XgboostProblems
{
    private const double LeastPenalty = 0.0009118819655545162;
    private const double GreatestPenalty = 1096.6331584284585;
    private const float TrainingShare = 1;
    private const float Repeats = 10;
    private static readonly string[] Boosters = ["gblinear", "gbtree", "dart"];
    private static readonly string[] Imputations = ["impute.mean", "impute.median", "impute.hist"];
    private static readonly string[] Inputs = ["nrounds", "eta", "gamma", "lambda", "alpha", "subsample", "max_depth", "min_child_weight", "colsample_bytree", "colsample_bylevel", "rate_drop", "skip_drop"];
    private static readonly Lazy<SurrogateNet> Net = new(() => SurrogateNet.Open("rbv2_xgboost"));
    private static readonly SearchSpace Space = CreateSpace();

    /// <summary>The problem of a task.</summary>
    /// <param name="task">OpenML task, such as <c>12</c>.</param>
    public static Problem Of(string task) => new("xgb_" + task, Space, x => Loss(task, x));

    private static SearchSpace CreateSpace()
    {
        SearchCondition trees = new("booster", 1, 2), dart = new("booster", 2, 2);
        return new SearchSpace(
            new SearchParameter("booster", new CategoricalDistribution(Boosters)),
            new SearchParameter("impute", new CategoricalDistribution(Imputations)),
            new SearchParameter("nrounds", new IntDistribution(7, 2981, Log: true)),
            new SearchParameter("alpha", new FloatDistribution(LeastPenalty, GreatestPenalty, Log: true)),
            new SearchParameter("lambda", new FloatDistribution(LeastPenalty, GreatestPenalty, Log: true)),
            new SearchParameter("subsample", new FloatDistribution(0.1, 1)),
            new SearchParameter("colsample_bylevel", new FloatDistribution(0.01, 1), trees),
            new SearchParameter("colsample_bytree", new FloatDistribution(0.01, 1), trees),
            new SearchParameter("eta", new FloatDistribution(LeastPenalty, 1, Log: true), trees),
            new SearchParameter("gamma", new FloatDistribution(4.5399929762484854e-05, 7.38905609893065, Log: true), trees),
            new SearchParameter("max_depth", new IntDistribution(1, 15), trees),
            new SearchParameter("min_child_weight", new FloatDistribution(2.718281828459045, 148.4131591025766, Log: true), trees),
            new SearchParameter("rate_drop", new FloatDistribution(0, 1), dart),
            new SearchParameter("skip_drop", new FloatDistribution(0, 1), dart));
    }

    /// <summary>Inactive numbers are 0.</summary>
    private static double Loss(string task, ParameterValues values)
    {
        int[] categories = [
            Net.Value.Code("task_id", task),
            Net.Value.Code("booster", values.GetString("booster")),
            Net.Value.Code("num.impute.selected.cpo", values.GetString("impute"))];
        float[] numbers = [.. Inputs.Select(x => values.TryGet(x, out var found) ? (float)found.InternalValue : 0), TrainingShare, Repeats];
        return 1 - (double)Net.Value.Predict(categories, numbers, 1).Values[0];
    }
}
