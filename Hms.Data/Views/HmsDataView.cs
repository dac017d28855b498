using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Windows;
using Hms.Signal.Montages;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Data.Views;

/// <summary>Rows of an HMS data set as a streaming ML.NET view: nothing is held but the rows' ids and, per cursor, one EEG and one spectrogram file.</summary>
/// <remarks>
/// Columns: RowIndex Int32; EegId, SpectrogramId (-1 where none), PatientId Int64; Eeg Vector&lt;Single&gt;[20, T] in uV (annotations ChannelNames, SampleRateHz);
/// Spectrogram Vector&lt;Single&gt;[rows, 400] in uV^2/Hz (annotation ColumnNames); Votes Vector&lt;Single&gt;[6] = distribution that sums to 1, zeros when
/// unknown (annotation SlotNames); VoteCount Single. Missing samples are NaN. Cursor sets are true ones: each reads its own files.
/// </remarks>
public sealed class HmsDataView : IDataView
{
    /// <summary>Name of the row number column.</summary>
    public const string RowIndexColumn = "RowIndex";

    /// <summary>Name of the EEG id column.</summary>
    public const string EegIdColumn = "EegId";

    /// <summary>Name of the spectrogram id column.</summary>
    public const string SpectrogramIdColumn = "SpectrogramId";

    /// <summary>Name of the patient id column.</summary>
    public const string PatientIdColumn = "PatientId";

    /// <summary>Name of the EEG window column.</summary>
    public const string EegColumn = "Eeg";

    /// <summary>Name of the spectrogram window column.</summary>
    public const string SpectrogramColumn = "Spectrogram";

    /// <summary>Name of the vote distribution column.</summary>
    public const string VotesColumn = "Votes";

    /// <summary>Name of the vote count column.</summary>
    public const string VoteCountColumn = "VoteCount";

    /// <summary>Annotation of the EEG column: the 20 channel names.</summary>
    public const string ChannelNamesAnnotation = "ChannelNames";

    /// <summary>Annotation of the EEG column: samples per second.</summary>
    public const string SampleRateAnnotation = "SampleRateHz";

    /// <summary>Annotation of the spectrogram column: the 400 column names.</summary>
    public const string ColumnNamesAnnotation = "ColumnNames";

    private const string SlotNamesAnnotation = "SlotNames";

    /// <summary>Makes the view; opens no file.</summary>
    /// <param name="folder">The data set.</param>
    /// <param name="rows">Its rows, in the order of the view.</param>
    /// <param name="options">Which windows.</param>
    /// <param name="columns">Which signals.</param>
    /// <exception cref="ArgumentException">The options break a rule.</exception>
    /// <exception cref="HmsDataException">Spectrograms are wanted and a row names none.</exception>
    public HmsDataView(HmsFolder folder, IReadOnlyList<RecordingRow> rows, WindowOptions options, RecordingColumns columns)
    {
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        if (columns.HasFlag(RecordingColumns.Spectrogram)) { RequireSpectrograms(folder, rows); }
        (Folder, Rows, Options) = (folder, rows, options);
        Schema = BuildSchema(options, columns);
    }

    /// <summary>The data set.</summary>
    public HmsFolder Folder { get; }

    /// <summary>The rows, in order.</summary>
    public IReadOnlyList<RecordingRow> Rows { get; }

    /// <summary>Which windows.</summary>
    public WindowOptions Options { get; }

    /// <inheritdoc />
    public DataViewSchema Schema { get; }

    /// <inheritdoc />
    public bool CanShuffle => true;

    /// <inheritdoc />
    public long? GetRowCount() => Rows.Count;

    /// <inheritdoc />
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        GetRowCursorSet(columnsNeeded, 1, rand)[0];

    /// <inheritdoc />
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = new bool[Schema.Count];
        foreach (var column in columnsNeeded) { active[column.Index] = true; }
        var order = Enumerable.Range(0, Rows.Count).ToArray();
        if (rand is not null) { rand.Shuffle(order); }
        var batches = RowBatches.Of(Rows, order);
        var count = Math.Clamp(n, 1, Math.Max(1, batches.Count));
        var cursors = new DataViewRowCursor[count];
        for (var i = 0; i < count; i++) { cursors[i] = new HmsRowCursor(this, order, batches, i, count, active); }
        return cursors;
    }

    private static DataViewSchema BuildSchema(WindowOptions options, RecordingColumns columns)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(RowIndexColumn, NumberDataViewType.Int32);
        builder.AddColumn(EegIdColumn, NumberDataViewType.Int64);
        builder.AddColumn(SpectrogramIdColumn, NumberDataViewType.Int64);
        builder.AddColumn(PatientIdColumn, NumberDataViewType.Int64);
        if (columns.HasFlag(RecordingColumns.Eeg))
        {
            var annotations = Names(ChannelNamesAnnotation, Electrodes.HmsOrder);
            annotations.AddPrimitiveValue(SampleRateAnnotation, NumberDataViewType.Single, (float)options.SampleRateHz);
            builder.AddColumn(EegColumn, new VectorDataViewType(NumberDataViewType.Single, Electrodes.HmsOrder.Count, options.SampleCount), annotations.ToAnnotations());
        }
        if (columns.HasFlag(RecordingColumns.Spectrogram))
        {
            var type = new VectorDataViewType(NumberDataViewType.Single, options.SpectrogramRows, SpectrogramFile.ColumnCount);
            builder.AddColumn(SpectrogramColumn, type, Names(ColumnNamesAnnotation, SpectrogramFile.Columns).ToAnnotations());
        }
        builder.AddColumn(VotesColumn, new VectorDataViewType(NumberDataViewType.Single, VoteClasses.Count), Names(SlotNamesAnnotation, VoteClasses.Names).ToAnnotations());
        builder.AddColumn(VoteCountColumn, NumberDataViewType.Single);
        return builder.ToSchema();
    }

    private static DataViewSchema.Annotations.Builder Names(string annotation, IReadOnlyList<string> names)
    {
        var values = new VBuffer<ReadOnlyMemory<char>>(names.Count, [.. names.Select(name => name.AsMemory())]);
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(annotation, new VectorDataViewType(TextDataViewType.Instance, names.Count), (ref VBuffer<ReadOnlyMemory<char>> value) => values.CopyTo(ref value));
        return builder;
    }

    private static void RequireSpectrograms(HmsFolder folder, IReadOnlyList<RecordingRow> rows)
    {
        var without = rows.Where(row => row.SpectrogramId is null).ToList();
        if (without.Count == 0) { return; }
        throw new HmsDataException(folder.Root, $"{without.Count} of {rows.Count} rows have no spectrogram_id (first: EEG {without[0].EegId}), but the column {SpectrogramColumn} is wanted. Leave these rows out, or use the EEG only.");
    }
}
