using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Training.Features;

/// <summary>A row for or against one class, as ML.NET's binary trainers read it.</summary>
internal sealed class ShareRow
{
    /// <summary>The features.</summary>
    public float[] Features { get; init; } = [];

    /// <summary>For the class, or against it.</summary>
    public bool Label { get; init; }

    /// <summary>Weight in the loss.</summary>
    public float Weight { get; init; }

    /// <summary>Rows as a view.</summary>
    public static IDataView View(MLContext context, IEnumerable<ShareRow> rows, int featureCount)
    {
        var schema = SchemaDefinition.Create(typeof(ShareRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, featureCount);
        return context.Data.LoadFromEnumerable<ShareRow>([.. rows], schema);
    }
}
