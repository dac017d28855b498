using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Scoring;

/// <summary>The conventional output columns of a multiclass model, with the annotations that ML.NET's evaluators and MapKeyToValue look for.</summary>
internal static class ClassificationColumns
{
    internal static DataViewSchema.DetachedColumn Score(string name, IReadOnlyList<string> classNames)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ColumnAnnotations.AddNames(annotations, ColumnAnnotations.SlotNames, classNames);
        ColumnAnnotations.AddNames(annotations, "TrainingLabelValues", classNames);
        ColumnAnnotations.AddText(annotations, "ScoreColumnKind", "MulticlassClassification");
        ColumnAnnotations.AddText(annotations, "ScoreValueKind", "Score");
        return new DataViewSchema.DetachedColumn(name, new VectorDataViewType(NumberDataViewType.Single, classNames.Count), annotations.ToAnnotations());
    }

    internal static DataViewSchema.DetachedColumn PredictedLabel(string name, IReadOnlyList<string> classNames)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ColumnAnnotations.AddNames(annotations, "KeyValues", classNames);
        ColumnAnnotations.AddText(annotations, "ScoreColumnKind", "MulticlassClassification");
        ColumnAnnotations.AddText(annotations, "ScoreValueKind", "PredictedLabel");
        return new DataViewSchema.DetachedColumn(name, new KeyDataViewType(typeof(uint), classNames.Count), annotations.ToAnnotations());
    }

    /// <summary>Getters of both columns over one result a row.</summary>
    internal static Delegate[] Getters(RowResult probabilities) =>
        [probabilities.ToGetter(), (ValueGetter<uint>)((ref uint key) => key = LargestKey(probabilities.Values))];

    /// <summary>Errors of class names and output columns.</summary>
    internal static IEnumerable<string> Errors(IReadOnlyList<string> classNames, string scoreColumn, string predictedLabelColumn)
    {
        if (classNames.Count < 2) { yield return $"ClassNames has {classNames.Count} names; at least two classes are needed."; }
        if (classNames.Distinct(StringComparer.Ordinal).Count() != classNames.Count) { yield return $"ClassNames has a name twice: {string.Join(", ", classNames)}."; }
        if (string.IsNullOrWhiteSpace(scoreColumn)) { yield return "ScoreColumn is empty; name the column of the probabilities."; }
        if (string.IsNullOrWhiteSpace(predictedLabelColumn)) { yield return "PredictedLabelColumn is empty; name the column of the predicted class."; }
        if (scoreColumn == predictedLabelColumn) { yield return $"ScoreColumn and PredictedLabelColumn are both '{scoreColumn}'; they need two names."; }
    }

    /// <summary>Keys count from 1; 0 is the missing value, given where a probability is NaN.</summary>
    private static uint LargestKey(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (float.IsNaN(probabilities[i])) { return 0; }
            if (probabilities[i] > probabilities[best]) { best = i; }
        }
        return (uint)best + 1;
    }
}
