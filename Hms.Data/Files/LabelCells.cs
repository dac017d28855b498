namespace Hms.Data.Files;

/// <summary>Reads the rows of an open train.csv; its columns are looked up once.</summary>
internal sealed class LabelCells(CsvTable table)
{
    private readonly CsvColumn _eegId = table.Column("eeg_id");
    private readonly CsvColumn _eegSubId = table.Column("eeg_sub_id");
    private readonly CsvColumn _eegOffset = table.Column("eeg_label_offset_seconds");
    private readonly CsvColumn _spectrogramId = table.Column("spectrogram_id");
    private readonly CsvColumn _spectrogramSubId = table.Column("spectrogram_sub_id");
    private readonly CsvColumn _spectrogramOffset = table.Column("spectrogram_label_offset_seconds");
    private readonly CsvColumn _labelId = table.Column("label_id");
    private readonly CsvColumn _patientId = table.Column("patient_id");
    private readonly CsvColumn _consensus = table.Column("expert_consensus");
    private readonly CsvColumn[] _votes = [.. VoteClasses.Columns.Select(table.Column)];

    /// <summary>The current row.</summary>
    public LabelRow Read()
    {
        var votes = new int[VoteClasses.Count];
        var sum = 0L;
        for (var i = 0; i < votes.Length; i++) { sum += votes[i] = table.WholeNumber(_votes[i]); }
        if (sum == 0) { throw table.Error(null, "votes sum to 0; at least one vote is needed."); }
        return new LabelRow
        {
            EegId = table.Id(_eegId),
            EegSubId = table.WholeNumber(_eegSubId),
            EegOffsetSeconds = table.Number(_eegOffset),
            SpectrogramId = table.OptionalId(_spectrogramId),
            SpectrogramSubId = table.WholeNumber(_spectrogramSubId),
            SpectrogramOffsetSeconds = table.Number(_spectrogramOffset),
            LabelId = table.Id(_labelId),
            PatientId = table.Id(_patientId),
            ExpertConsensus = table.Text(_consensus),
            Votes = votes,
        };
    }
}
