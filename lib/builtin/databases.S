/* The compiled pattern databases, as read-only data of the program. */
    .section .rodata
    .balign 64
    .global veto_block_database
    .global veto_block_database_end
veto_block_database:
    .incbin "block.hsdb"
veto_block_database_end:
    .balign 64
    .global veto_stream_database
    .global veto_stream_database_end
veto_stream_database:
    .incbin "stream.hsdb"
veto_stream_database_end:
    .section .note.GNU-stack, "", %progbits
